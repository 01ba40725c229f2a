//! How the OpenAPI document describes [`TripBody`]: one type in the code, but each request asks something else of it.

use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Object, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::trips::TripStatus;
use crate::trips::api_body::TripBody;

macro_rules! schemas {
    ($($(#[$meta:meta])* $type:ident $name:literal $change:ident,)*) => {
        $($(#[$meta])* pub struct $type;

        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let mut schema = TripBody::schema();
                if let RefOr::T(Schema::Object(object)) = &mut schema {
                    $change(object);
                }
                schema
            }
        }

        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                TripBody::schemas(schemas);
            }
        })*
    };
}

schemas! {
    /// A trip that is not there yet.
    TripCreation "TripCreation" creation,
    /// A whole trip in place of the one that is there.
    TripReplacement "TripReplacement" replacement,
    /// Parts of a trip, where null says nothing.
    TripChanges "TripChanges" changes,
    /// Parts of a trip, where null empties.
    TripMergePatch "TripMergePatch" merge_patch,
}

/// The portal gives the id, and nobody has decided about the trip.
fn creation(object: &mut Object) {
    let nothing = ObjectBuilder::new().schema_type(Type::Null).description(Some("The portal makes it")).build();
    object.properties.insert("id".to_owned(), nothing.into());
    let either = SchemaType::from_iter([Type::String, Type::Null]);
    let first = TripStatus::ALL.into_iter().filter(|status| TripStatus::Draft.can_become(*status));
    let names = first.map(|status| Some(status.as_str())).chain([None]);
    let status = ObjectBuilder::new().schema_type(either).enum_values(Some(names)).build();
    object.properties.insert("status".to_owned(), status.into());
}

/// The body names the trip, so that none is replaced by another one's text.
fn replacement(object: &mut Object) {
    object.required.insert(0, "id".to_owned());
    if let Some(id) = member(object, "id") {
        id.schema_type = Type::String.into();
        id.default = None;
    }
}

fn changes(object: &mut Object) {
    object.required.clear();
    if let Some(name) = member(object, "name") {
        name.schema_type = SchemaType::from_iter([Type::String, Type::Null]);
    }
}

fn merge_patch(object: &mut Object) {
    object.required.clear();
}

fn member<'a>(object: &'a mut Object, name: &str) -> Option<&'a mut Object> {
    match object.properties.get_mut(name) {
        Some(RefOr::T(Schema::Object(member))) => Some(member),
        _ => None,
    }
}
