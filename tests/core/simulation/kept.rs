//! Seeds that failed once, each with what was wrong. They are run first, each time.

/// The simulation, and its seed.
pub const SEEDS: &[(&str, u64)] = &[
    // An empty answer of a filter that finds nobody at all was believed: a leaver stayed inside as `not_found`.
    ("scim_story", 18_236_009_797_156_055_007),
    // A write of two requests, of which the second was refused, was told as failed.
    ("zoom_story", 11_129_885_275_744_757_688),
    // A PUT whose first look afterwards showed that nothing had changed, and whose second look failed, was told as done.
    ("zuora_story", 9_303_391_667_685_362_148),
    // Vendor text was cut before it was masked: half of a secret came out.
    ("zuora_story", 13_227_594_012_686_715_342),
    // Whoever was on the page that failed was taken to be nobody.
    ("zuora_story", 7_680_091_740_788_630_890),
    // Another caller asked the token endpoint before the time that its Retry-After had asked for.
    ("zoom_story", 6_060_744_051_877_242_748),
    // A caller whose array was refused while another learned that it takes an object gave up.
    ("oneid_crowd", 4_166_413_944_388_888_127),
];
