//! The closed vocabularies. Each value prints and parses as the record spells it.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $style:literal, { $($(#[$vdoc:meta])* $variant:ident $(= $text:literal)?),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
                 Display, EnumString, EnumIter, IntoStaticStr)]
        #[strum(serialize_all = $style)]
        #[serde(into = "&'static str", try_from = "String")]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$vdoc])* $(#[strum(serialize = $text)])? $variant),* }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse().map_err(|_| format!(concat!("'{}' is no ", stringify!($name)), text))
            }
        }
    };
}

vocabulary!(
    /// The sixteen PLOVER event types.
    EventType, "UPPERCASE", {
        Agree, Consult, Support, Concede, Cooperate, Aid, Retreat, Request, Accuse, Reject, Threaten,
        Protest, Sanction, Mobilize, Coerce, Assault,
    }
);

vocabulary!(
    /// How an event was done. Which modes a type knows: [`EventType::modes`].
    Mode, "kebab-case", {
        Visit, ThirdParty, Multilateral, Phone,
        Withdraw, Release, Disarm, Ceasefire, Access, Resign,
        Assist, Change, Yield, Meet,
        Disapprove, Investigate, Allege,
        Restrict, Arrest, Relations, Expel, Territory, Violence,
        Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize,
        Convict, Discontinue,
        Troops, Weapons, Police, Militia,
        Seize, Censor, Curfew, MartialLaw, Deport, Withhold, Misinformation, Cyber,
        Abduct, Beat, Torture, Sexual, Targeted, Destroy, Primitive, Firearms, Explosives, SuicideAttack,
        Aerial, Drone, HeavyWeapons, CrowdControl, Unconventional,
    }
);

vocabulary!(
    /// The four quadrants of conflict and cooperation.
    Quad, "lowercase", {
        VerbalCooperation = "verbal cooperation",
        MaterialCooperation = "material cooperation",
        VerbalConflict = "verbal conflict",
        MaterialConflict = "material conflict",
    }
);

vocabulary!(
    /// Whether the deed was done, as the report tells it.
    Status, "lowercase", { Actual, Future, Hypothetical, Negated, Historical }
);

vocabulary!(
    /// What an event is about.
    Context, "snake_case", {
        Military, Intelligence, Executive, Legislative, Election, PoliticalInstitutions, ProDemocracy,
        ProAutocracy, Economic, Legal, Reparations, HumanRights, RightsFreedoms, Repression, HumanSecurity,
        Gender, Lgbt, ReligionEthnicity, Inequality, Diplomatic, Territory, Peacekeeping, Health, Asylum,
        Migration, Disasters, NaturalResource, Environment, Technology, Terrorism, Cbrn, Cyber, Misinformation,
        Crime, Corruption, IllegalDrugs, Trafficking,
    }
);

vocabulary!(
    /// What part of a society an actor belongs to.
    Sector, "UPPERCASE", {
        /// Police.
        Cop,
        /// Government.
        Gov,
        /// Judiciary.
        Jud,
        /// Legislature.
        Leg,
        /// Military.
        Mil,
        /// Pro-government paramilitary.
        Prm,
        /// Political party.
        Pty,
        /// Armed opposition.
        Reb,
        /// Intelligence.
        Spy,
        /// Unidentified armed forces.
        Uaf,
        /// Unknown.
        Unk,
        /// Peasants, agriculture.
        Agr,
        /// Business.
        Bus,
        /// Criminals.
        Crm,
        /// Civilians.
        Cvl,
        /// Education.
        Edu,
        /// Former officials, elites.
        Eli,
        /// Journalists, media.
        Jrn,
        /// Labour.
        Lab,
        /// Medical.
        Med,
        /// Refugees.
        Ref,
        /// Political opposition.
        Opp,
        /// Partially recognised entity.
        Pre,
        /// Religious.
        Rel,
        /// Social: civil society.
        Soc,
    }
);

vocabulary!(
    /// What kind of thing an entity is.
    EntityKind, "lowercase", { State, Person, Organization, Group, Place }
);

vocabulary!(
    /// What a mention names, as the reader marks it.
    MentionKind, "lowercase", {
        Person, State, Organization, Group, Nationality, Place, Time, Quantity, Good, Reference, Document,
    }
);

vocabulary!(
    /// What holds between two entities.
    TieKind, "snake_case", {
        Alliance, Partnership, DiplomaticRelations, Membership, Trade, EnergyTrade, Supply, ArmsTransfer,
        TechnologyTransfer, MilitaryCooperation, Aid, Investment, Debt, Dependence, Sanctions,
        TerritorialDispute, ArmedConflict, Mediation,
    }
);

vocabulary!(
    /// How a tie moves.
    Trend, "lowercase", { Rising, Falling, Stable, New, Ended }
);

vocabulary!(
    /// How a statement's content stands in the text.
    Quoted, "lowercase", {
        /// All of it inside quotation marks.
        Direct,
        /// Some of it.
        Mixed,
        /// None of it.
        Indirect,
    }
);

impl EventType {
    /// The quadrant of the type.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }

    /// The modes the type knows, in the codebook's order; empty for some.
    pub fn modes(self) -> &'static [Mode] {
        use Mode::*;
        match self {
            EventType::Agree | EventType::Support | EventType::Concede | EventType::Cooperate | EventType::Aid => &[],
            EventType::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            EventType::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            EventType::Request | EventType::Reject => &[Assist, Change, Yield, Meet],
            EventType::Accuse => &[Disapprove, Investigate, Allege],
            EventType::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            EventType::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            EventType::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            EventType::Mobilize => &[Troops, Weapons, Police, Militia],
            EventType::Coerce => {
                &[Seize, Restrict, Censor, Curfew, MartialLaw, Arrest, Deport, Withhold, Misinformation, Cyber]
            }
            EventType::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn values_print_and_parse_as_the_record_spells_them() {
        assert_eq!(Mode::MartialLaw.to_string(), "martial-law");
        assert_eq!(Context::ReligionEthnicity.to_string(), "religion_ethnicity");
        assert_eq!(Quad::VerbalConflict.to_string(), "verbal conflict");
        assert_eq!("COP".parse::<Sector>(), Ok(Sector::Cop));
        assert_eq!(serde_json::to_string(&TieKind::ArmsTransfer).unwrap(), "\"arms_transfer\"");
        assert!(serde_json::from_str::<EventType>("\"FIGHT\"").is_err());
        for kind in EventType::iter() {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
    }
}
