/**
 * Ways in which the client could be broken that somebody would be locked out, left inside or doubled by: each names a place in the
 * sources, what would stand there instead (where `SABOTAGED` is whether it does), and the test that has to notice.
 * `npm run sabotage` breaks a copy in each of these ways; `npm test` sees to it that every place is still there.
 */

const STORY = (land) => `simulation_${land}_story`;
const GROUPS = (land) => `simulation_${land}_groups`;

export const SABOTAGES = [
  {
    name: "a create is sent again blindly",
    file: "src/http/session.rs",
    find: "Repeat::OnlyIfRefused => !lost,",
    broken: "Repeat::OnlyIfRefused => SABOTAGED || !lost,",
    test: STORY("scim"),
  },
  {
    name: "a path may be a whole URL of another origin",
    file: "src/http/origin.rs",
    find: "        if !target.starts_with('/') ||",
    broken: `        if SABOTAGED && host.parse_url(target).is_some() {
            return Ok(target.to_owned());
        }
        if !target.starts_with('/') ||`,
    test: "requests_go_to_the_one_origin",
  },
  {
    name: "an empty answer of a filter is believed",
    file: "src/lifecycle/seek.rs",
    find: 'if certain || !self.filter_finds(call, &asked_for.join(" and ")).await? {',
    broken: 'if !SABOTAGED && (certain || !self.filter_finds(call, &asked_for.join(" and ")).await?) {',
    test: STORY("scim"),
  },
  {
    name: "a page shorter than asked for is the last",
    file: "src/lifecycle/pages/proof.rs",
    find: "        self.total = self.total.or(page.total);\n",
    broken: `        if SABOTAGED && u32::try_from(received).is_ok_and(|received| received < size) {
            self.ended = true;
            return Ok(());
        }
        self.total = self.total.or(page.total);
`,
    test: STORY("zoom"),
  },
  {
    name: "secrets in vendor text are not masked",
    file: "src/http/session.rs",
    find: "        self.shared.redactor.borrow().mask(text)\n",
    broken: `        if SABOTAGED {
            return text.to_owned();
        }
        self.shared.redactor.borrow().mask(text)
`,
    test: STORY("zuora"),
  },
  {
    name: "somebody is switched off after half a list was read",
    file: "src/lifecycle/scan.rs",
    find: "        while let Some(page) = pages.next(session, call, form, None, &mut flight).await? {\n",
    broken: `        loop {
            let page = match pages.next(session, call, form, None, &mut flight).await {
                Err(_) if SABOTAGED => break,
                next => match next? {
                    Some(page) => page,
                    None => break,
                },
            };
`,
    test: STORY("zuora"),
  },
  {
    name: "Retry-After is ignored",
    file: "src/http/session.rs",
    find: "let asked = answer.and_then(|answer| retry::asked_wait(answer, now));",
    broken: "let asked = answer.filter(|_| !SABOTAGED).and_then(|answer| retry::asked_wait(answer, now));",
    test: STORY("zoom"),
  },
  {
    name: "a PUT whose answer was lost is taken for done",
    file: "src/lifecycle/settle.rs",
    find: "        let seen = self.read(call, id).await;\n",
    broken: `        if SABOTAGED {
            return Ok(());
        }
        let seen = self.read(call, id).await;
`,
    test: STORY("zuora"),
  },
  {
    name: "a write that failed is not audited",
    file: "src/lifecycle/audit.rs",
    find: "    pub(crate) fn failed(mut self, error: &Error) {\n",
    broken: `    pub(crate) fn failed(mut self, error: &Error) {
        if SABOTAGED {
            self.ended = true;
            return;
        }
`,
    test: STORY("zuora"),
  },
  {
    name: "the retry budget is forgotten",
    file: "src/http/budget.rs",
    find: "    pub fn pay(&mut self, cost: Cost) -> bool {\n",
    broken: `    pub fn pay(&mut self, cost: Cost) -> bool {
        if SABOTAGED {
            return true;
        }
`,
    test: "simulation_zuora_outage",
  },
  {
    name: "a write of which half was done is told as not done",
    file: "src/http/session.rs",
    find: "                    wrote |= is_write;\n",
    broken: "                    wrote |= is_write && !SABOTAGED;\n",
    test: STORY("zoom"),
  },
  {
    name: "after a write a deadline says that nothing was written",
    file: "src/lifecycle/client.rs",
    find: "    } else if call.has_write_in_flight() {\n",
    broken: "    } else if call.has_write_in_flight() && !SABOTAGED {\n",
    test: STORY("zuora"),
  },
  {
    name: "a whole group is put without the members whom nobody sees",
    file: "src/scim/groups/whole.rs",
    find: "            if group.members.is_none() {\n",
    broken: "            if group.members.is_none() && !SABOTAGED {\n",
    test: GROUPS("scim"),
  },
  {
    name: "a change of members that was taken is believed without a look",
    file: "src/lifecycle/groups/bring.rs",
    find: "                if !verify {\n",
    broken: "                if !verify || SABOTAGED {\n",
    test: GROUPS("scim"),
  },
  {
    name: "who went with a member that was taken out is not put back",
    file: "src/lifecycle/groups/write.rs",
    find: "        match self.put_back(call, groups, id, &before, part).await {\n",
    broken: `        let put_back = self.put_back(call, groups, id, &before, part);
        match if SABOTAGED { Ok(()) } else { put_back.await } {
`,
    test: GROUPS("oneid"),
  },
  {
    name: "a group whose create was lost is made again without a look",
    file: "src/lifecycle/groups/create.rs",
    find: "            Err(error) if error.ambiguous || error.duplicate => Some(error),\n",
    broken: `            Err(error) if SABOTAGED && error.ambiguous => {
                match self.session.ask(call, groups.create(name, members)).await? {
                    Some(id) if !id.is_empty() => return Ok((id, true)),
                    _ => Some(error),
                }
            }
            Err(error) if error.ambiguous || error.duplicate => Some(error),
`,
    test: GROUPS("scim"),
  },
];
