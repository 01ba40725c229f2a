//! What kinds of entries an itinerary has, what each is asked for, and how far it is booked.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! names {
    ($(#[$doc:meta])* $type:ident $default:ident { $($(#[$line:meta])* $one:ident $name:literal $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $type {
            $($(#[$line])* $one,)*
        }

        impl $type {
            /// Every one, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$one,)*];

            /// The name in the database, in forms and over REST.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $name,)*
                }
            }

            /// The key of the name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$one => $label,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text).ok_or(UnknownName)
            }
        }

        crate::db::text_column!($type);
    };
}

/// A name that none of them has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the names there are")]
pub struct UnknownName;

names! {
    /// What an entry of an itinerary is.
    SegmentKind Flight {
        #[default]
        Flight "flight" "segment-kind-flight",
        Train "train" "segment-kind-train",
        /// A car of one's own, rented or with a driver.
        Car "car" "segment-kind-car",
        Bus "bus" "segment-kind-bus",
        Ferry "ferry" "segment-kind-ferry",
        Hotel "hotel" "segment-kind-hotel",
        Activity "activity" "segment-kind-activity",
        Note "note" "segment-kind-note",
    }
}

names! {
    /// How far it is booked.
    Booking Planned {
        #[default]
        Planned "planned" "segment-booking-planned",
        Booked "booked" "segment-booking-booked",
        /// It stays in the itinerary, and no longer counts.
        Cancelled "cancelled" "segment-booking-cancelled",
    }
}

names! {
    /// In which class somebody travels.
    TravelClass Economy {
        #[default]
        Economy "economy" "segment-class-economy",
        PremiumEconomy "premium_economy" "segment-class-premium",
        Business "business" "segment-class-business",
        First "first" "segment-class-first",
    }
}

impl SegmentKind {
    /// Whether it takes somebody from one place to another.
    #[must_use]
    pub const fn moves(self) -> bool {
        !matches!(self, Self::Hotel | Self::Activity | Self::Note)
    }

    /// Whether it leaves when it leaves, with whoever is there.
    #[must_use]
    pub const fn has_timetable(self) -> bool {
        matches!(self, Self::Flight | Self::Train | Self::Bus | Self::Ferry)
    }

    /// Whether its form asks for a field.
    #[must_use]
    pub fn asks(self, field: &str) -> bool {
        match field {
            "title" => !self.moves(),
            "carrier" | "end_place" => self.moves(),
            "number" | "seat" | "travel_class" | "start_terminal" | "start_gate" | "start_delay" | "end_terminal"
            | "end_delay" => self.has_timetable(),
            "end_date" | "end_time" | "end_zone" | "booking" | "confirmation" | "cost_amount" | "cost_currency" => {
                self != Self::Note
            }
            _ => true,
        }
    }

    /// Whether it cannot be without an end.
    #[must_use]
    pub const fn has_to_end(self) -> bool {
        !matches!(self, Self::Activity | Self::Note)
    }

    /// The symbol in `icons.svg`.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Flight => "plane",
            Self::Train => "train",
            Self::Car => "car",
            Self::Bus => "bus",
            Self::Ferry => "ship",
            Self::Hotel => "bed",
            Self::Activity => "calendar",
            Self::Note => "note",
        }
    }

    /// The key of the heading above where and when it begins.
    #[must_use]
    pub const fn start_label(self) -> &'static str {
        match self {
            Self::Flight | Self::Train | Self::Bus | Self::Ferry => "segment-start-departure",
            Self::Car => "segment-start-pick-up",
            Self::Hotel => "segment-start-check-in",
            Self::Activity => "segment-start-activity",
            Self::Note => "segment-start-note",
        }
    }

    /// The key of the heading above where and when it ends.
    #[must_use]
    pub const fn end_label(self) -> &'static str {
        match self {
            Self::Flight | Self::Train | Self::Bus | Self::Ferry => "segment-end-arrival",
            Self::Car => "segment-end-drop-off",
            Self::Hotel => "segment-end-check-out",
            Self::Activity | Self::Note => "segment-end-activity",
        }
    }

    /// The key of what its title is called.
    #[must_use]
    pub const fn title_label(self) -> &'static str {
        match self {
            Self::Hotel => "segment-title-hotel",
            Self::Note => "segment-title-note",
            _ => "segment-title-activity",
        }
    }

    /// The key of what whoever carries people is called.
    #[must_use]
    pub const fn carrier_label(self) -> &'static str {
        match self {
            Self::Flight => "segment-carrier-flight",
            Self::Car => "segment-carrier-car",
            _ => "segment-carrier-other",
        }
    }

    /// The key of what its number is called.
    #[must_use]
    pub const fn number_label(self) -> &'static str {
        match self {
            Self::Flight => "segment-number-flight",
            _ => "segment-number-other",
        }
    }

    /// The key of the button that adds one.
    #[must_use]
    pub const fn add_label(self) -> &'static str {
        match self {
            Self::Flight => "segment-add-flight",
            Self::Train => "segment-add-train",
            Self::Car => "segment-add-car",
            Self::Bus => "segment-add-bus",
            Self::Ferry => "segment-add-ferry",
            Self::Hotel => "segment-add-hotel",
            Self::Activity => "segment-add-activity",
            Self::Note => "segment-add-note",
        }
    }
}
