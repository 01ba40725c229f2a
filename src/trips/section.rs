//! The pages a trip has: what it is made of has pages of its own, which lead to each other.

/// One of a trip's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Overview,
    Itinerary,
    Travellers,
    Costs,
    Documents,
    Checklist,
    Comments,
    History,
}

impl Section {
    /// Every page, in the order they are offered.
    pub const ALL: &[Self] = &[
        Self::Overview,
        Self::Itinerary,
        Self::Travellers,
        Self::Costs,
        Self::Documents,
        Self::Checklist,
        Self::Comments,
        Self::History,
    ];

    /// What comes after the trip's own address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Itinerary => "/itinerary",
            Self::Travellers => "/travellers",
            Self::Costs => "/costs",
            Self::Documents => "/documents",
            Self::Checklist => "/checklist",
            Self::Comments => "/comments",
            Self::History => "/history",
        }
    }

    /// The key of its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overview => "section-overview",
            Self::Itinerary => "section-itinerary",
            Self::Travellers => "section-travellers",
            Self::Costs => "section-costs",
            Self::Documents => "section-documents",
            Self::Checklist => "section-checklist",
            Self::Comments => "section-comments",
            Self::History => "section-history",
        }
    }

    /// Whether this is that one.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self == other
    }
}
