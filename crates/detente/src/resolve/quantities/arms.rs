//! Words for weapons that are counted.

/// The singular of a counted weapon's name; `singular` says whether the singular itself may stand.
pub(super) fn weapon(word: &str, singular: bool) -> Option<&'static str> {
    const WEAPONS: [(&str, &str); 74] = [
        ("aircraft", "aircraft"),
        ("airplane", "airplanes"),
        ("ammunition", "ammunition"),
        ("battleship", "battleships"),
        ("bomb", "bombs"),
        ("bomber", "bombers"),
        ("bomblet", "bomblets"),
        ("bullet", "bullets"),
        ("cannon", "cannons"),
        ("carbine", "carbines"),
        ("carrier", "carriers"),
        ("cartridge", "cartridges"),
        ("centrifuge", "centrifuges"),
        ("corvette", "corvettes"),
        ("cruiser", "cruisers"),
        ("destroyer", "destroyers"),
        ("detonator", "detonators"),
        ("drone", "drones"),
        ("explosive", "explosives"),
        ("fighter jet", "fighter jets"),
        ("firearm", "firearms"),
        ("frigate", "frigates"),
        ("grenade", "grenades"),
        ("gun", "guns"),
        ("gunboat", "gunboats"),
        ("gunship", "gunships"),
        ("handgun", "handguns"),
        ("helicopter", "helicopters"),
        ("howitzer", "howitzers"),
        ("ied", "ieds"),
        ("icbm", "icbms"),
        ("interceptor", "interceptors"),
        ("jet", "jets"),
        ("launcher", "launchers"),
        ("landmine", "landmines"),
        ("machine gun", "machine guns"),
        ("machinegun", "machineguns"),
        ("mine", "mines"),
        ("minesweeper", "minesweepers"),
        ("missile", "missiles"),
        ("mortar", "mortars"),
        ("munition", "munitions"),
        ("pistol", "pistols"),
        ("plane", "planes"),
        ("projectile", "projectiles"),
        ("revolver", "revolvers"),
        ("rifle", "rifles"),
        ("rocket", "rockets"),
        ("round", "rounds"),
        ("shell", "shells"),
        ("shotgun", "shotguns"),
        ("sub", "subs"),
        ("submarine", "submarines"),
        ("tank", "tanks"),
        ("torpedo", "torpedoes"),
        ("uav", "uavs"),
        ("vessel", "vessels"),
        ("vehicle", "vehicles"),
        ("warhead", "warheads"),
        ("warplane", "warplanes"),
        ("warship", "warships"),
        ("weapon", "weapons"),
        ("nuke", "nukes"),
        ("afv", "afvs"),
        ("apc", "apcs"),
        ("ifv", "ifvs"),
        ("mlrs", "mlrs"),
        ("himars", "himars"),
        ("javelin", "javelins"),
        ("stinger", "stingers"),
        ("kalashnikov", "kalashnikovs"),
        ("mig", "migs"),
        ("bayonet", "bayonets"),
        ("battery", "batteries"),
    ];
    let (one, _) = WEAPONS.into_iter().find(|(one, many)| *many == word || (singular && *one == word))?;
    Some(one)
}

/// Weapons only beside a word of war: "armoured vehicles", "artillery rounds", "patrol vessels", "missile batteries".
pub(super) fn needs_company(weapon: &str) -> bool {
    matches!(
        weapon,
        "vehicle" | "round" | "vessel" | "battery" | "plane" | "airplane" | "carrier" | "mine" | "cannon" | "sub"
    )
}

/// A word that makes such a thing a weapon.
pub(super) fn is_of_war(word: &str) -> bool {
    matches!(
        word,
        "armored"
            | "armoured"
            | "combat"
            | "fighting"
            | "military"
            | "artillery"
            | "mortar"
            | "ammunition"
            | "naval"
            | "navy"
            | "patrol"
            | "war"
            | "personnel"
            | "missile"
            | "anti"
            | "land"
            | "sea"
            | "fighter"
            | "attack"
            | "transport"
            | "patriot"
            | "aircraft"
            | "tank"
            | "rocket"
            | "assault"
            | "air"
            | "defence"
            | "defense"
            | "water"
            | "warplane"
            | "spy"
            | "nuclear"
            | "enemy"
            | "army"
            | "infantry"
            | "live"
    )
}
