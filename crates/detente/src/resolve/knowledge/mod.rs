//! What the engine knows of the world: states, leaders, organisations, roles, places.
//!
//! The tables are text in the repository's `knowledge/` folder; the program `detente-knowledge` checks them and packs
//! them, with GeoNames' places, into the one file that is part of the library. [`Knowledge::shipped`] opens it.

mod geonym;
mod organisation;
mod pack;
mod people;
mod places;
mod roles;
mod table;

pub use geonym::{Geonym, GeonymKind, Geonyms};
pub use organisation::{Organisation, OrganisationKind, Organisations};
pub use pack::{Pack, pack};
pub use people::{Office, People, Person, PersonId};
pub use places::{Feature, GazetteerPlace, PlaceSource, Places, pack_places};
pub use roles::{Role, RoleKind, Roles};
pub use table::{KnowledgeError, rows};

pub(super) use roles::plurals_of;
pub(super) use table::{first_day, last_day};

use std::sync::LazyLock;

/// All tables, ready to be asked.
pub struct Knowledge {
    /// Names of states, regions and peoples.
    pub geonyms: Geonyms,
    /// Leaders and other much-reported persons.
    pub people: People,
    /// Organisations.
    pub organisations: Organisations,
    /// Words for roles.
    pub roles: Roles,
    /// Towns and regions with coordinates.
    pub places: Places,
}

static SHIPPED: LazyLock<Result<Knowledge, KnowledgeError>> =
    LazyLock::new(|| Knowledge::open(include_bytes!("../../../../../knowledge/knowledge.bin")));

impl Knowledge {
    /// The tables that are part of the library; opened once, at the first call.
    ///
    /// # Errors
    /// When the file inside the library is broken: only after a faulty build of the tables.
    pub fn shipped() -> Result<&'static Knowledge, KnowledgeError> {
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// Opens a file written by [`pack`].
    ///
    /// # Errors
    /// When the file is cut short, of another version, or a table's line is not as expected: the error names it.
    pub fn open(bytes: &'static [u8]) -> Result<Knowledge, KnowledgeError> {
        let pack = Pack::open(bytes)?;
        Ok(Knowledge {
            geonyms: Geonyms::read(pack.text("states")?, pack.text("peoples")?, pack.text("regions")?)?,
            people: People::read(pack.text("leaders")?)?,
            organisations: Organisations::read(pack.text("organisations")?)?,
            roles: Roles::read(pack.text("roles")?)?,
            places: Places::open(
                pack.bytes("place-names")?,
                pack.bytes("place-lists")?,
                pack.bytes("place-records")?,
                pack.text("place-labels")?,
            )?,
        })
    }
}
