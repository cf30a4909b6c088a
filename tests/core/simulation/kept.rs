//! Seeds that showed a fault once, of the client or of a sabotage (`tests/sabotage`), each with what was wrong. They are run
//! first, each time.

/// The simulation, and its seed.
pub const SEEDS: &[(&str, u64)] = &[
    // An empty answer of a filter that finds nobody at all was believed: a leaver stayed inside as `not_found`.
    ("scim_story", 18_236_009_797_156_055_007),
    // A write of two requests, of which the second was refused, was told as failed.
    ("zoom_story", 11_129_885_275_744_757_688),
    // After a write that was done, a deadline said that nothing was written.
    ("zuora_story", 13_227_594_012_686_715_342),
    // A caller whose array was refused while another learned that it has to be an object gave up.
    ("oneid_crowd", 4_166_413_944_388_888_127),
    // Groups that nobody can see were left as they are, and nobody was told.
    ("scim_groups", 15_867_647_456_324_409_288),
    // Members that a new group was told, and nobody can see in it, were a failure.
    ("scim_groups", 12_086_556_404_961_825_049),
    // The audit had a reactivation of which nothing came.
    ("oneid_groups", 11_988_502_434_525_989_848),
    // A group went away under a joiner, and he was said not to be found.
    ("oneid_groups", 10_468_561_321_845_633_835),
    // Somebody came while a total was tried, and that was taken for a total that counts rows.
    ("scim_crowd", 6_212_347_092_881_387_376),
    // Sabotages: a lost PUT taken for done, half a list taken for all, a Retry-After that nobody kept to.
    ("zuora_story", 7_211_860_278_468_432_471),
    ("zuora_story", 9_393_247_974_870_944_283),
    ("zoom_story", 17_482_835_751_521_865_437),
];
