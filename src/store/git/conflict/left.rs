//! What git left in a file that it could not merge: worked out anew, so that a file on which a person has worked since is told from one on
//! which nobody has. The merge is made again in a scratch repository that knows no driver, in each way of marking that git has.

use super::Unmerged;
use crate::store::Store;
use crate::store::git::GitTrouble;
use crate::store::git::bench::Bench;

/// How git marks a conflict.
const STYLES: [&str; 3] = ["merge", "diff3", "zdiff3"];

impl Store {
    /// The texts that git may have left in some files; of each the bytes of its sides are in `versions`. Marks carry other labels there.
    pub fn left_by_git(
        &self,
        files: &[Unmerged],
        versions: &[[Option<Vec<u8>>; 3]],
    ) -> Result<Vec<Vec<Vec<u8>>>, GitTrouble> {
        // A git that is too old to merge without a work tree still tells what it left: a merge of texts. Plain ours is not taken for
        // its doing: that is how people settle a conflict.
        let mut left = self.merged_anew(files).unwrap_or_else(|_| vec![Vec::new(); files.len()]);
        let bench = Bench::new()?;
        bench.git(["init", "-q", "--template="])?;
        for (texts, [base, ours, theirs]) in left.iter_mut().zip(versions) {
            let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
            bench.write("base", base.as_deref().unwrap_or_default())?;
            bench.write("ours", ours)?;
            bench.write("theirs", theirs)?;
            for style in STYLES {
                let style = format!("merge.conflictStyle={style}");
                let told = bench.run(["-c", &style, "merge-file", "-p", "-q", "ours", "base", "theirs"])?;
                if told.status.code().is_some_and(|code| code < 128) {
                    texts.push(told.stdout);
                }
            }
        }
        Ok(left)
    }

    /// The merge of git itself, made again for all files at once.
    fn merged_anew(&self, files: &[Unmerged]) -> Result<Vec<Vec<Vec<u8>>>, GitTrouble> {
        let facts = ["rev-parse", "--show-object-format", "--git-path", "objects"];
        let told = self.git().text("look at this clone", facts)?;
        let (format, objects) = told.split_once('\n').unwrap_or(("sha1", &told));
        let objects = self.root().join(objects);
        let objects = objects.canonicalize().unwrap_or(objects);
        let bench = Bench::new()?;
        bench.git(["init", "-q", "--bare", "--template=", &format!("--object-format={format}")])?;
        bench.write("objects/info/alternates", format!("{}\n", objects.display()).as_bytes())?;
        let mut commits = Vec::with_capacity(3);
        for side in 0..3 {
            let mut tree = Vec::new();
            for (number, file) in files.iter().enumerate() {
                if let [base, Some(ours), Some(theirs)] = &file.stages
                    && let Some(stage) = [base.as_ref(), Some(ours), Some(theirs)][side]
                {
                    tree.extend(format!("{} blob {}\t{number}\0", stage.mode, stage.oid).bytes());
                }
            }
            let tree = bench.piped(["mktree", "-z"], &tree)?;
            commits.push(bench.piped(["commit-tree", &tree], b"Side\n")?);
        }
        let base = format!("--merge-base={}", commits[0]);
        let mut left = vec![Vec::new(); files.len()];
        for style in STYLES {
            let style = format!("merge.conflictStyle={style}");
            let told =
                bench.run(["-c", &style, "merge-tree", "--write-tree", "-z", &base, &commits[1], &commits[2]])?;
            // 1: with conflicts
            if told.status.code().is_none_or(|code| code > 1) {
                return Err(GitTrouble::failed("merge anew", &told));
            }
            let tree =
                String::from_utf8_lossy(told.stdout.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned();
            for (number, texts) in left.iter_mut().enumerate() {
                let name = format!("{}:{number}", tree.trim());
                let text = bench.run(["cat-file", "blob", &name])?;
                if text.status.success() {
                    texts.push(text.stdout);
                }
            }
        }
        Ok(left)
    }
}
