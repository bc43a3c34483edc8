//! The proof room: one rule, one file, named for what is wrong. Reads the agency and a day, gives findings with a place.
//! Knows no YAML, no format, no disk: a rule sees typed records only.

mod answers;
mod contradictions;
mod coverage;
mod dates;
mod deputy_not_there;
mod docs;
mod explain;
mod figure;
mod ignore;
mod index;
mod joins;
mod language;
mod leftover;
mod length;
mod new_errors;
mod phrases;
mod praise;
mod prose;
mod naming;
mod references;
mod referring;
mod rule;
mod run;
mod scores;
mod script;
mod table;
mod text;

mod approval_without_authority;
mod approved_after_live;
mod approver_not_in_post;
mod approver_without_authority;
mod away_without_deputy;
mod bare_budget;
mod bare_objective;
mod billed_above_agreed;
mod blank_section;
mod brand_fact_as_insight;
mod brief_changed_after_start;
mod brief_older_than_change;
mod budget_without_figure;
mod charge_without_supplier;
mod credit_above_invoice;
mod dangling_reference;
mod date_on_day_off;
mod date_out_of_order;
mod demographic_audience;
mod dense_jargon;
mod dependency_cycle;
mod duplicate_id;
mod empty_seat;
mod estimate_over_budget;
mod everyone_as_audience;
mod far_off_exchange_rate;
mod forecast_over_approved;
mod gap_in_rounds;
mod generic_tone;
mod half_known_holidays;
mod idea_in_mandatories;
mod idle_fee_job;
mod impossible_hours;
mod impossible_percentage;
mod impossible_sum;
mod inactive_person;
mod insight_without_source;
mod invoice_without_po;
mod job_after_contract;
mod job_due_on_day_off;
mod joined_proposition;
mod kpi_without_baseline;
mod kpi_without_date;
mod kpi_without_figure;
mod kpi_without_method;
mod late_contact_report;
mod line_without_price;
mod loose_ends_in_closed_job;
mod many_mandatories;
mod many_reasons;
mod many_sentence_proposition;
mod material_too_soon;
mod media_over_plan;
mod media_without_money;
mod missed_notice;
mod open_job_past_contract;
mod order_before_approval;
mod order_over_line;
mod order_without_approved_line;
mod overdue_question;
mod overlong_background;
mod overlong_brief;
mod overlong_proposition;
mod overspent_plan;
mod payment_above_invoice;
mod payment_on_unissued_invoice;
mod placeholder_in_brief;
mod placeholder_in_gate_field;
mod plan_for_unlisted_channel;
mod premium_tone_with_price_flash;
mod puffery_alone;
mod released_unapproved_version;
mod round_without_one_approver;
mod rounds_over_contract;
mod same_text_twice;
mod scattered_feedback;
mod second_message;
mod self_approval;
mod set_off_on_one_side;
mod several_open_handoffs;
mod silent_client;
mod stale_approval;
mod stale_insight;
mod status_out_of_step;
mod step_outside_workflow;
mod stray_kpi;
mod sum_without_exchange_rate;
mod supplier_credit_above_charge;
mod supplier_overcharge;
mod template_text_in_brief;
mod text_of_another_brief;
mod time_outside_job;
mod timing_without_date;
mod too_little_time;
mod too_many_accounts;
mod two_sided_proposition;
mod unapproved_line_billed;
mod unbounded_rights;
mod unclear_final_approver;
mod undated_background;
mod unescalated_issue;
mod unexplained_change;
mod unexplained_rejection;
mod unissued_contact_report;
mod unknown_language;
mod unknown_rule_name;
mod unknown_word;
mod unmatched_channel;
mod unmeasured_objective;
mod unowned_action;
mod unowned_question;
mod unprintable_label;
mod unproven_claim;
mod unproven_reason;
mod unranked_objectives;
mod untimely_kpi;
mod vague_deliverable;
mod vague_source;
mod work_of_departed_person;
mod work_on_unapproved_brief;
mod work_without_estimate;

pub use answers::Answer;
pub use contradictions::{AUTHORITY, contradictions};
pub use coverage::coverage;
pub use docs::{Docs, Example, MARK};
pub use explain::{Entry, Explained, explain, list, note, suggest};
pub use ignore::{Ignore, is_code};
pub use language::Languages;
pub use naming::naming;
pub use new_errors::new_errors;
pub use placeholder_in_gate_field::gap;
pub use referring::reached;
pub use rule::{Desk, Meta, Rule, Subject};
pub use run::{Choice, Cost, brief_errors, brief_findings, find, run, settle, timed};
pub use scores::{Answered, scores, walk};
pub use table::table;
pub use unknown_word::seats;

/// Every rule, in the order of their names.
pub static RULES: &[&dyn Rule] = &[
    &approval_without_authority::ApprovalWithoutAuthority,
    &approved_after_live::ApprovedAfterLive,
    &approver_not_in_post::ApproverNotInPost,
    &approver_without_authority::ApproverWithoutAuthority,
    &away_without_deputy::AwayWithoutDeputy,
    &bare_budget::BareBudget,
    &bare_objective::BareObjective,
    &billed_above_agreed::BilledAboveAgreed,
    &blank_section::BlankSection,
    &brand_fact_as_insight::BrandFactAsInsight,
    &brief_changed_after_start::BriefChangedAfterStart,
    &brief_older_than_change::BriefOlderThanChange,
    &budget_without_figure::BudgetWithoutFigure,
    &charge_without_supplier::ChargeWithoutSupplier,
    &credit_above_invoice::CreditAboveInvoice,
    &dangling_reference::DanglingReference,
    &date_on_day_off::DateOnDayOff,
    &date_out_of_order::DateOutOfOrder,
    &demographic_audience::DemographicAudience,
    &dense_jargon::DenseJargon,
    &dependency_cycle::DependencyCycle,
    &deputy_not_there::DeputyNotThere,
    &duplicate_id::DuplicateId,
    &empty_seat::EmptySeat,
    &estimate_over_budget::EstimateOverBudget,
    &everyone_as_audience::EveryoneAsAudience,
    &far_off_exchange_rate::FarOffExchangeRate,
    &forecast_over_approved::ForecastOverApproved,
    &gap_in_rounds::GapInRounds,
    &generic_tone::GenericTone,
    &half_known_holidays::HalfKnownHolidays,
    &idea_in_mandatories::IdeaInMandatories,
    &idle_fee_job::IdleFeeJob,
    &impossible_hours::ImpossibleHours,
    &impossible_percentage::ImpossiblePercentage,
    &impossible_sum::ImpossibleSum,
    &inactive_person::InactivePerson,
    &insight_without_source::InsightWithoutSource,
    &invoice_without_po::InvoiceWithoutPo,
    &job_after_contract::JobAfterContract,
    &job_due_on_day_off::JobDueOnDayOff,
    &joined_proposition::JoinedProposition,
    &kpi_without_baseline::KpiWithoutBaseline,
    &kpi_without_date::KpiWithoutDate,
    &kpi_without_figure::KpiWithoutFigure,
    &kpi_without_method::KpiWithoutMethod,
    &late_contact_report::LateContactReport,
    &line_without_price::LineWithoutPrice,
    &loose_ends_in_closed_job::LooseEndsInClosedJob,
    &many_mandatories::ManyMandatories,
    &many_reasons::ManyReasons,
    &many_sentence_proposition::ManySentenceProposition,
    &material_too_soon::MaterialTooSoon,
    &media_over_plan::MediaOverPlan,
    &media_without_money::MediaWithoutMoney,
    &missed_notice::MissedNotice,
    &open_job_past_contract::OpenJobPastContract,
    &order_before_approval::OrderBeforeApproval,
    &order_over_line::OrderOverLine,
    &order_without_approved_line::OrderWithoutApprovedLine,
    &overdue_question::OverdueQuestion,
    &overlong_background::OverlongBackground,
    &overlong_brief::OverlongBrief,
    &overlong_proposition::OverlongProposition,
    &overspent_plan::OverspentPlan,
    &payment_above_invoice::PaymentAboveInvoice,
    &payment_on_unissued_invoice::PaymentOnUnissuedInvoice,
    &placeholder_in_brief::PlaceholderInBrief,
    &placeholder_in_gate_field::PlaceholderInGateField,
    &plan_for_unlisted_channel::PlanForUnlistedChannel,
    &premium_tone_with_price_flash::PremiumToneWithPriceFlash,
    &puffery_alone::PufferyAlone,
    &released_unapproved_version::ReleasedUnapprovedVersion,
    &round_without_one_approver::RoundWithoutOneApprover,
    &rounds_over_contract::RoundsOverContract,
    &same_text_twice::SameTextTwice,
    &scattered_feedback::ScatteredFeedback,
    &second_message::SecondMessage,
    &self_approval::SelfApproval,
    &set_off_on_one_side::SetOffOnOneSide,
    &several_open_handoffs::SeveralOpenHandoffs,
    &silent_client::SilentClient,
    &stale_approval::StaleApproval,
    &stale_insight::StaleInsight,
    &status_out_of_step::StatusOutOfStep,
    &step_outside_workflow::StepOutsideWorkflow,
    &stray_kpi::StrayKpi,
    &sum_without_exchange_rate::SumWithoutExchangeRate,
    &supplier_credit_above_charge::SupplierCreditAboveCharge,
    &supplier_overcharge::SupplierOvercharge,
    &template_text_in_brief::TemplateTextInBrief,
    &text_of_another_brief::TextOfAnotherBrief,
    &time_outside_job::TimeOutsideJob,
    &timing_without_date::TimingWithoutDate,
    &too_little_time::TooLittleTime,
    &too_many_accounts::TooManyAccounts,
    &two_sided_proposition::TwoSidedProposition,
    &unapproved_line_billed::UnapprovedLineBilled,
    &unbounded_rights::UnboundedRights,
    &unclear_final_approver::UnclearFinalApprover,
    &undated_background::UndatedBackground,
    &unescalated_issue::UnescalatedIssue,
    &unexplained_change::UnexplainedChange,
    &unexplained_rejection::UnexplainedRejection,
    &unissued_contact_report::UnissuedContactReport,
    &unknown_language::UnknownLanguage,
    &unknown_rule_name::UnknownRuleName,
    &unknown_word::UnknownWord,
    &unmatched_channel::UnmatchedChannel,
    &unmeasured_objective::UnmeasuredObjective,
    &unowned_action::UnownedAction,
    &unowned_question::UnownedQuestion,
    &unprintable_label::UnprintableLabel,
    &unproven_claim::UnprovenClaim,
    &unproven_reason::UnprovenReason,
    &unranked_objectives::UnrankedObjectives,
    &untimely_kpi::UntimelyKpi,
    &vague_deliverable::VagueDeliverable,
    &vague_source::VagueSource,
    &work_of_departed_person::WorkOfDepartedPerson,
    &work_on_unapproved_brief::WorkOnUnapprovedBrief,
    &work_without_estimate::WorkWithoutEstimate,
];
