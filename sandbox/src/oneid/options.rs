//! What only a OneID tenant can be told: where its documents say two things, or nothing.

use crate::reading::Reading;
use crate::scim::options::FILTERS;
use crate::scim::{FilterSupport, GroupOptions, MemberRemoval};

/// What the body of a create may be. The reference shows an array of one for what makes one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CreateBody {
    /// An array of one; an object is 400.
    #[default]
    Array,
    /// An object; an array is 400.
    Object,
    /// Either.
    Both,
}

/// How an account that is off looks. Only its samples of answers to DELETE are known, and they
/// still say `active: true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InactiveShape {
    /// `active` is false, and the status is another.
    #[default]
    Both,
    /// `active` is false, the status stays.
    Active,
    /// `active` stays true, the status is another.
    Status,
}

/// Which answers have given and family name the wrong way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SwappedNames {
    /// Those to a bulk create, as in the document.
    #[default]
    Bulk,
    /// All.
    Always,
    /// None.
    Never,
}

/// How the path of an operation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PathForm {
    /// Either way.
    #[default]
    Either,
    /// `/emails`, as in the sample; nothing else, and no operation without a path.
    Slash,
    /// `emails`, as RFC 7644 has it.
    Plain,
}

/// What answers a PUT of a user. The sample mixes a user and a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PutAnswer {
    /// A user that is also a list of itself.
    #[default]
    Mixed,
    /// A list of one.
    List,
    /// A user.
    User,
}

/// How a refusal looks. Only a 401 is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OneIdErrors {
    /// An HTTP status with `success: false` and `reasons`.
    #[default]
    Status,
    /// The same under HTTP 200, as Zuora's other APIs have it; a token that is unknown stays 401.
    Ok,
    /// An error of RFC 7644.
    Scim,
    /// A status without a body.
    Empty,
}

/// What becomes of a DELETE with or without `Idempotency-Key`: its page says that it is required,
/// the key's own page that only POST and PATCH take one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeleteKey {
    /// Taken with and without.
    #[default]
    Optional,
    /// 400 without.
    Required,
    /// 400 with.
    Refused,
}

/// What becomes of `POST /Users/delete`. Its answer has no word on each element, and whatever it shows
/// of them is `active: true`, so none of these can be told from it for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BulkDelete {
    /// Everybody is switched off.
    #[default]
    Done,
    /// 405, though `/Users/bulk` is there.
    Refused,
    /// Answered as if it was done, and nobody is switched off.
    Ignored,
    /// Every other one is switched off, and those alone are in the answer.
    Partly,
}

/// By what a group is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupWrites {
    /// PUT and PATCH.
    #[default]
    Either,
    /// PUT; PATCH is 405.
    Put,
    /// PATCH; PUT is 405.
    Patch,
}

/// What a PUT of a group takes. The sample sends a PatchOp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PutBody {
    /// A PatchOp, or a group.
    #[default]
    Either,
    /// A PatchOp.
    PatchOp,
    /// A group.
    Group,
}

/// What only a OneID tenant can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneIdOptions {
    /// Groups at the beginning (12: more than a page of 10).
    pub groups: usize,
    /// What the body of a create may be (`array`).
    pub create: CreateBody,
    /// The status of an answer to a create, 200 or 201; by default either, drawn once.
    pub created_status: Option<u64>,
    /// There is `/Users/bulk` and `/Users/delete`; without them, 404 (true).
    pub bulk: bool,
    /// What becomes of `POST /Users/delete` (`done`).
    pub bulk_delete: BulkDelete,
    /// How an account that is off looks (`both`).
    pub inactive: InactiveShape,
    /// The status of what refuses a PATCH of `active`, such as 400, 405 or 501; by default it is taken.
    pub patch_active: Option<u64>,
    /// The policy "Anonymize PII": names, mail and login are overwritten when somebody is switched
    /// off (false).
    pub anonymize: bool,
    /// New users wait for their activation: `PENDING_ACTIVATION` in place of `ACTIVE` (false).
    pub pending: bool,
    /// Which answers swap names (`bulk`).
    pub swapped_names: SwappedNames,
    /// How the path of an operation is written (`either`).
    pub paths: PathForm,
    /// PATCH answers 204 without a body (false).
    pub empty_patch: bool,
    /// What answers a PUT of a user (`mixed`).
    pub put_answer: PutAnswer,
    /// DELETE answers 204 without a body in place of a user who is said to be active (false).
    pub empty_delete: bool,
    /// What becomes of a DELETE with or without a key (`optional`).
    pub delete_key: DeleteKey,
    /// How a refusal looks (`status`).
    pub errors: OneIdErrors,
    /// `startIndex` of users is the number of a page (false).
    pub page_numbers: bool,
    /// `startIndex` of groups is the number of a page, as the reference says (true).
    pub group_page_numbers: bool,
    /// What becomes of a filter of users; `full` are those that the reference shows (`full`).
    pub filter: FilterSupport,
    /// Groups can be filtered by `displayName eq`; without it, 400 (false).
    pub group_filter: bool,
    /// By what a group is changed (`either`).
    pub group_writes: GroupWrites,
    /// What a PUT of a group takes (`either`).
    pub group_put: PutBody,
    /// What members can be done with.
    pub members: GroupOptions,
}

impl Default for OneIdOptions {
    fn default() -> Self {
        Self {
            groups: 12,
            create: CreateBody::default(),
            created_status: None,
            bulk: true,
            bulk_delete: BulkDelete::default(),
            inactive: InactiveShape::default(),
            patch_active: None,
            anonymize: false,
            pending: false,
            swapped_names: SwappedNames::default(),
            paths: PathForm::default(),
            empty_patch: false,
            put_answer: PutAnswer::default(),
            empty_delete: false,
            delete_key: DeleteKey::default(),
            errors: OneIdErrors::default(),
            page_numbers: false,
            group_page_numbers: true,
            filter: FilterSupport::default(),
            group_filter: false,
            group_writes: GroupWrites::default(),
            group_put: PutBody::default(),
            members: GroupOptions {
                removal: MemberRemoval::Either,
                on_users: false,
                ..GroupOptions::default()
            },
        }
    }
}

impl OneIdOptions {
    /// Takes them out of a configuration.
    pub(crate) fn read(&mut self, reading: &mut Reading) {
        self.read_words(reading);
        reading.size("groups", &mut self.groups);
        reading.number_or_null("createdStatus", &mut self.created_status);
        reading.flag("bulk", &mut self.bulk);
        reading.number_or_null("patchActive", &mut self.patch_active);
        reading.flag("anonymize", &mut self.anonymize);
        reading.flag("pending", &mut self.pending);
        reading.flag("emptyPatch", &mut self.empty_patch);
        reading.flag("emptyDelete", &mut self.empty_delete);
        reading.flag("pageNumbers", &mut self.page_numbers);
        reading.flag("groupPageNumbers", &mut self.group_page_numbers);
        reading.flag("groupFilter", &mut self.group_filter);
        self.members.read(reading);
    }

    fn read_words(&mut self, reading: &mut Reading) {
        let create = [
            ("array", CreateBody::Array),
            ("object", CreateBody::Object),
            ("both", CreateBody::Both),
        ];
        let bulk_delete = [
            ("done", BulkDelete::Done),
            ("refused", BulkDelete::Refused),
            ("ignored", BulkDelete::Ignored),
            ("partly", BulkDelete::Partly),
        ];
        let inactive = [
            ("both", InactiveShape::Both),
            ("active", InactiveShape::Active),
            ("status", InactiveShape::Status),
        ];
        let swapped = [
            ("bulk", SwappedNames::Bulk),
            ("always", SwappedNames::Always),
            ("never", SwappedNames::Never),
        ];
        let paths = [
            ("either", PathForm::Either),
            ("slash", PathForm::Slash),
            ("plain", PathForm::Plain),
        ];
        let put = [
            ("mixed", PutAnswer::Mixed),
            ("list", PutAnswer::List),
            ("user", PutAnswer::User),
        ];
        let key = [
            ("optional", DeleteKey::Optional),
            ("required", DeleteKey::Required),
            ("refused", DeleteKey::Refused),
        ];
        let errors = [
            ("status", OneIdErrors::Status),
            ("ok", OneIdErrors::Ok),
            ("scim", OneIdErrors::Scim),
            ("empty", OneIdErrors::Empty),
        ];
        let writes = [
            ("either", GroupWrites::Either),
            ("put", GroupWrites::Put),
            ("patch", GroupWrites::Patch),
        ];
        let body = [
            ("either", PutBody::Either),
            ("patchOp", PutBody::PatchOp),
            ("group", PutBody::Group),
        ];
        reading.word("create", &create, &mut self.create);
        reading.word("bulkDelete", &bulk_delete, &mut self.bulk_delete);
        reading.word("inactive", &inactive, &mut self.inactive);
        reading.word("swappedNames", &swapped, &mut self.swapped_names);
        reading.word("paths", &paths, &mut self.paths);
        reading.word("putAnswer", &put, &mut self.put_answer);
        reading.word("deleteKey", &key, &mut self.delete_key);
        reading.word("errors", &errors, &mut self.errors);
        reading.word("filter", &FILTERS, &mut self.filter);
        reading.word("groupWrites", &writes, &mut self.group_writes);
        reading.word("groupPut", &body, &mut self.group_put);
    }
}
