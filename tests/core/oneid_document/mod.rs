//! Zuora's two OneID documents, held against the client: the request example is what is sent, the response example is
//! understood, every listed status has its code, every contradiction is accepted. The examples are files that
//! `tests/vectors/oneid/extract.mjs` cut out of the documents; nothing here builds them with the client's own types.
//!
//! Each line of FACTS section 4 that is about OneID, and the test that fails where the client doesn't take it. `A:n` is a line of
//! "API user account management", `B:n` of "Bulk create users", `G:n` of the guide to the REST API:
//!
//! | line | what contradicts what | test |
//! |---|---|---|
//! | A:16, A:25 | who can still be made at a tenant that has moved | `facts::a_migrated_tenant_says_who_can_be_made_where` |
//! | A:26 | Basic credentials die with the move | `facts::basic_credentials_of_a_user_are_no_way_in_and_it_is_said` |
//! | B:16 | `application/json`, not SCIM's type | `facts::either_media_type_is_taken_and_json_is_sent` |
//! | B:35-49 | both 200 and 201 | `bulk::the_documents_request_is_what_a_batch_sends_and_its_answer_is_taken_with_either_status`, `facts::a_create_is_done_by_200_and_by_201` |
//! | B:35-49 | no 400, 409, 429 | `bulk::a_refusal_that_the_document_does_not_list_keeps_nobody_out`, `facts::a_refused_create_has_a_code_whatever_the_shape_of_the_refusal`, `facts::a_429_is_waited_out` |
//! | B:66 | a bare array, and no word on each | `bulk::the_documents_request_is_what_a_batch_sends_and_its_answer_is_taken_with_either_status`, `bulk::who_is_missing_in_the_answer_is_not_called_created`, `bulk::who_is_there_is_created_though_the_answer_leaves_him_out` |
//! | B:239-243 | id, externalId, meta are null | `facts::nulls_in_a_list_and_in_a_user_are_nothing` |
//! | B:247 | `resources` | `facts::a_list_has_its_users_under_resources_in_any_case` |
//! | B:262 | an externalId that nobody gave | `facts::an_external_id_that_nobody_gave_is_left_alone` |
//! | B:270, B:372 | a location on localhost, under `/bulk/` | `facts::a_location_on_localhost_is_never_asked` |
//! | B:281-283, B:381-383, B:81-83 | names the wrong way round | `facts::names_that_are_swapped_are_never_written_back`, `facts::names_that_are_always_swapped_do_not_make_it_write_for_ever`, `facts::a_family_name_that_comes_first_is_no_swap_and_no_change` |
//! | B:133, B:337 | another organizationId | `facts::another_organization_in_the_answer_is_no_change` |
//! | B:339-343 | status, ssoEnabled, region of no table | `facts::what_no_table_lists_stays_in_the_record` |
//! | G:18, A:16 | an administrator's role, or one with API write access | `guide::whoever_may_not_is_told_of_both_roles_that_may` |
//! | G:20, A:18 | 3,600 s, "valid indefinitely" | `facts::a_token_is_asked_for_anew_when_its_hour_is_over` |
//! | G:59, B:339 | `Active`, `ACTIVE` | `guide::a_status_is_the_same_in_either_spelling` |
//! | G:66, B:28 | `en_US`, `en-US` | `guide::a_locale_in_the_guides_spelling_is_sent_in_oneids_and_then_no_change` |
//! | G:145 | PUT partial, SCIM's full | `guide::a_put_holds_the_whole_record_and_empties_nothing` |
//! | G:238 | `Bearer`, `bearer`; jti and scope missing | `guide::a_token_is_taken_in_either_case_with_and_without_scope_and_jti` |
//! | G:269 | bulk and group writes left out | `guide::an_organization_that_can_do_what_the_guide_lists_and_no_more_is_enough`, and with them `bulk`, and `groups::lives::a_group_lives_in_a_oneid_organization_however_it_takes_writes` |

mod bulk;
mod examples;
mod facts;
mod guide;
mod leavers;
mod reading;
mod tenant;
mod writing;

/// The table above names no test that there isn't.
#[test]
fn the_table_of_lines_is_true() {
    let root = format!("{}/tests/core", env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}.rs")).unwrap();
    let own = read("oneid_document/mod");
    let rows = own.lines().filter(|line| line.starts_with("//! | "));
    let named: Vec<&str> = rows
        .flat_map(|row| row.split('`'))
        .filter(|word| word.contains("::"))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        let (file, test) = name.rsplit_once("::").unwrap();
        let path = match file.contains("::") {
            true => file.replace("::", "/"),
            false => format!("oneid_document/{file}"),
        };
        assert!(read(&path).contains(&format!("fn {test}(")), "{name}");
    }
}
