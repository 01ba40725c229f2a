//! How the OpenAPI document describes [`SegmentBody`]: one type in the code, but parts of an entry need neither its kind
//! nor its date.

use utoipa::openapi::schema::{SchemaType, Type};
use utoipa::openapi::{Object, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::segments::api_body::SegmentBody;

macro_rules! schemas {
    ($($(#[$meta:meta])* $type:ident $name:literal $change:ident,)*) => {
        $($(#[$meta])* pub struct $type;

        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let mut schema = SegmentBody::schema();
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
                SegmentBody::schemas(schemas);
            }
        })*
    };
}

schemas! {
    /// Parts of an entry, where null says nothing.
    SegmentChanges "SegmentChanges" changes,
    /// Parts of an entry, where null empties.
    SegmentMergePatch "SegmentMergePatch" merge_patch,
}

fn changes(object: &mut Object) {
    object.required.clear();
    if let Some(RefOr::T(Schema::Object(date))) = object.properties.get_mut("startDate") {
        date.schema_type = SchemaType::from_iter([Type::String, Type::Null]);
    }
}

fn merge_patch(object: &mut Object) {
    object.required.clear();
}
