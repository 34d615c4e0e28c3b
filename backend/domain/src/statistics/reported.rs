//! Which reported figure stands for which measure of which part of the subjects.

use super::Measure;
use crate::registration::SubjectKind;
use crate::roll::Membership;

/// A part of the subjects: a kind, and of individuals perhaps one membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slice {
    /// Collectives or individuals.
    pub subject_kind: SubjectKind,
    /// Party members or others; `None` for collectives and for all individuals.
    pub membership: Option<Membership>,
}

/// Metrics of reported figures with the measure and the part they stand for.
/// A published completion rate is taken as the verified one.
const MAPPING: &[(&str, Measure, Slice)] = &[
    ("plans_made.collectives", Measure::Subjects, COLLECTIVES),
    ("plans_made.individuals", Measure::Subjects, INDIVIDUALS),
    (
        "deeds_registered.collective",
        Measure::Registered,
        COLLECTIVES,
    ),
    (
        "deeds_registered.individual",
        Measure::Registered,
        INDIVIDUALS,
    ),
    (
        "deed_completion_rate.collective",
        Measure::CompletionRateVerified,
        COLLECTIVES,
    ),
    (
        "deed_completion_rate.party_member",
        Measure::CompletionRateVerified,
        PARTY_MEMBERS,
    ),
];

const COLLECTIVES: Slice = Slice {
    subject_kind: SubjectKind::Collective,
    membership: None,
};
const INDIVIDUALS: Slice = Slice {
    subject_kind: SubjectKind::Individual,
    membership: None,
};
const PARTY_MEMBERS: Slice = Slice {
    subject_kind: SubjectKind::Individual,
    membership: Some(Membership::PartyMember),
};

/// The metrics that stand for `measure`, each with its part of the subjects.
pub fn reported_metrics(measure: Measure) -> impl Iterator<Item = (&'static str, Slice)> {
    MAPPING
        .iter()
        .filter(move |(_, of, _)| *of == measure)
        .map(|(metric, _, slice)| (*metric, *slice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels;

    #[test]
    fn every_mapped_metric_is_known_and_used_once() {
        for (metric, _, _) in MAPPING {
            assert!(labels::has("figure.metric", metric), "{metric}");
            assert_eq!(
                MAPPING
                    .iter()
                    .filter(|(other, _, _)| other == metric)
                    .count(),
                1
            );
        }
        assert_eq!(reported_metrics(Measure::Subjects).count(), 2);
        assert_eq!(reported_metrics(Measure::Coverage).count(), 0);
    }
}
