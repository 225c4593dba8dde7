//! The decision on a request: what the policies say, taken together.

use super::decision::{DecidingPolicy, DecidingStatement, Decision};
use super::matching::Matcher;
use super::request::AccessRequest;
use super::template::PolicyKind;
use super::truth::Truth;
use super::unknown::{Unknown, Unknowns};
use crate::identity::PrincipalKind;
use crate::policy::{Document, Effect, Reach};

impl Document<'_> {
    /// Whether a request is allowed by this policy as the policy of the key, and by the IAM policies of the caller
    /// if the request has them.
    ///
    /// - A statement that denies and applies always wins.
    /// - A principal of the key's account needs a statement that names it, its role or everybody; a statement that
    ///   names its account leaves the decision to its IAM policies, of which the root user needs none.
    /// - A principal of another account needs both, and can have some actions only: those of
    ///   [`Reach::AnyAccount`](crate::policy::Reach).
    /// - What the request does not say is not guessed; it does not matter where it cannot change the answer.
    ///
    /// A statement that lacks an element or has one that is none does not apply; an operator that is none makes the
    /// answer depend on what AWS makes of it.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>;
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>
    ///
    /// ```
    /// use kms_mrk::policy::{AccessRequest, Action, Decision, DecidingStatement, Document};
    ///
    /// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": [
    ///     {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"},
    ///     {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/intern"},
    ///      "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}
    /// ]}"#).unwrap();
    /// let intern = "arn:aws:sts::111122223333:assumed-role/intern/ana".parse()?;
    /// let request = |action| AccessRequest::new(&intern, action).with_account("111122223333".parse().unwrap());
    /// assert!(policy.authorize(&request(Action::Decrypt)).is_allowed());
    /// assert_eq!(
    ///     policy.authorize(&request(Action::ScheduleKeyDeletion)),
    ///     Decision::DeniedExplicitly { by: DecidingStatement::of_key_policy(1) },
    /// );
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn authorize(&self, request: &AccessRequest<'_>) -> Decision {
        Question { key_policy: self, request }.decide()
    }

    /// The statement that leaves the decision to the IAM policies of the caller, which are not given, if one does so
    /// whatever is not known: what is not known may allow the request besides, and cannot deny it.
    pub(super) fn surely_delegates(&self, request: &AccessRequest<'_>) -> Option<DecidingStatement> {
        let question = Question { key_policy: self, request };
        let key = question.tally_of_key_policy(&mut Vec::new());
        let Admission { with_identity, .. } = question.admission(key, question.belongs()?);
        let is_sure = key.denies.truth == Truth::False && with_identity.truth == Truth::True;
        (is_sure && request.identity_policies().is_none()).then_some(with_identity.by)
    }
}

/// A key policy and what it is asked.
#[derive(Clone, Copy)]
struct Question<'q> {
    key_policy: &'q Document<'q>,
    request: &'q AccessRequest<'q>,
}

/// What is known of something that statements can do, and the first statement that does it.
#[derive(Clone, Copy)]
struct Side {
    truth: Truth,
    by: DecidingStatement,
}

impl Side {
    const NO: Self = Self { truth: Truth::False, by: DecidingStatement::of_key_policy(0) };

    fn raise(&mut self, truth: Truth, by: DecidingStatement) {
        if truth > self.truth {
            *self = Self { truth, by };
        }
    }

    fn or(self, other: Self) -> Self {
        if other.truth > self.truth { other } else { self }
    }
}

/// What one kind of policies says to a request.
#[derive(Clone, Copy)]
struct Tally {
    denies: Side,
    /// They allow it to the principal itself.
    allows: Side,
    /// They allow it to the account.
    delegates: Side,
}

impl Tally {
    const NOTHING: Self = Self { denies: Side::NO, allows: Side::NO, delegates: Side::NO };

    /// Adds what a policy says; nothing more is looked at once the request is denied. The statements that may apply are
    /// added to `open`.
    fn add(
        &mut self,
        document: &Document<'_>,
        kind: PolicyKind,
        policy: DecidingPolicy,
        request: &AccessRequest<'_>,
        open: &mut Vec<DecidingStatement>,
    ) {
        let matcher = Matcher::new(request, document, kind);
        let unknowns = &mut Unknowns::ignored();
        for (statement, number) in document.statements().zip(0..) {
            let by = DecidingStatement { policy, statement: number };
            match statement.effect() {
                Some(Effect::Deny) => {
                    let applies = matcher.applies(statement, unknowns).standing.any();
                    self.denies.raise(applies, by);
                    match applies {
                        Truth::True => return,
                        Truth::Unknown => open.push(by),
                        Truth::False => {}
                    }
                }
                // Another statement that allows makes no difference.
                Some(Effect::Allow) if self.allows.truth != Truth::True => {
                    let standing = matcher.applies(statement, unknowns).standing;
                    self.allows.raise(standing.direct, by);
                    self.delegates.raise(standing.account, by);
                    if standing.direct == Truth::Unknown || standing.account == Truth::Unknown {
                        open.push(by);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What the principal has to do with the key's account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belongs {
    ToTheAccount,
    ToAnother,
    /// A service: it belongs to no account.
    ToNone,
    /// Nobody signed the request.
    NotKnownToAws,
}

/// How the key policy lets a principal in.
#[derive(Clone, Copy)]
struct Admission {
    /// It needs nothing else.
    alone: Side,
    /// It needs an IAM policy that allows it too.
    with_identity: Side,
}

impl Question<'_> {
    fn decide(self) -> Decision {
        let open = &mut Vec::new();
        let key = self.tally_of_key_policy(open);
        if key.denies.truth == Truth::True {
            return Decision::DeniedExplicitly { by: key.denies.by };
        }
        let identity = self.tally_of_identity_policies(open);
        if let Some(identity) = identity
            && identity.denies.truth == Truth::True
        {
            return Decision::DeniedExplicitly { by: identity.denies.by };
        }
        let decided = |belongs| self.combined(key, identity, belongs, open);
        match self.belongs() {
            Some(belongs) => decided(belongs),
            None => {
                let (own, other) = (decided(Belongs::ToTheAccount), decided(Belongs::ToAnother));
                if own == other {
                    return own;
                }
                let mut on = Unknowns::noted();
                on.note(|| Unknown::KeyAccount);
                for decision in [own, other] {
                    if let Decision::Depends { on: others } = decision {
                        on.note_each(others);
                    }
                }
                let on = on.take();
                Decision::Depends { on }
            }
        }
    }

    fn tally_of_key_policy(self, open: &mut Vec<DecidingStatement>) -> Tally {
        let mut tally = Tally::NOTHING;
        tally.add(self.key_policy, PolicyKind::Key, DecidingPolicy::Key, self.request, open);
        tally
    }

    fn tally_of_identity_policies(self, open: &mut Vec<DecidingStatement>) -> Option<Tally> {
        let policies = self.request.identity_policies()?;
        let mut tally = Tally::NOTHING;
        for (document, number) in policies.documents().iter().zip(0..) {
            // An earlier policy may allow, a later one deny.
            let mut own = Tally::NOTHING;
            let policy = DecidingPolicy::Identity(number);
            own.add(document, PolicyKind::Identity, policy, self.request, open);
            tally.denies = tally.denies.or(own.denies);
            tally.allows = tally.allows.or(own.allows);
        }
        Some(tally)
    }

    /// `None` if the account of the key is not known.
    fn belongs(self) -> Option<Belongs> {
        let Some(principal) = self.request.principal() else { return Some(Belongs::NotKnownToAws) };
        if principal.kind() == PrincipalKind::Service {
            return Some(Belongs::ToNone);
        }
        let is_own = self.request.principal_account() == Some(self.request.key_account()?);
        Some(if is_own { Belongs::ToTheAccount } else { Belongs::ToAnother })
    }

    /// How the key policy lets the principal in.
    fn admission(self, key: Tally, belongs: Belongs) -> Admission {
        let reach = self.request.action().reach();
        let (alone, with_identity) = match (belongs, reach) {
            // Nothing in a key policy allows what is not done with a key.
            (_, Reach::Nobody) => (Side::NO, Side::NO),
            (Belongs::ToTheAccount, _) => (key.allows, key.delegates),
            (Belongs::ToAnother, Reach::AnyAccount) => (Side::NO, key.allows.or(key.delegates)),
            (Belongs::ToNone, _) | (Belongs::NotKnownToAws, Reach::AnyAccount) => (key.allows, Side::NO),
            (Belongs::ToAnother | Belongs::NotKnownToAws, Reach::OwnAccount) => (Side::NO, Side::NO),
        };
        if self.request.is_of_root_user() {
            return Admission { alone: alone.or(with_identity), with_identity: Side::NO };
        }
        Admission { alone, with_identity }
    }

    fn combined(
        self,
        key: Tally,
        identity: Option<Tally>,
        belongs: Belongs,
        open: &[DecidingStatement],
    ) -> Decision {
        let Admission { alone, with_identity } = self.admission(key, belongs);
        let denies = key.denies.truth.or(identity.map_or(Truth::False, |identity| identity.denies.truth));
        let answer = match identity {
            // It is not the key policy that decides.
            Some(identity) if self.request.is_for_iam_alone() => identity.allows,
            Some(identity) => {
                let both = Side { truth: with_identity.truth.and(identity.allows.truth), ..with_identity };
                alone.or(both)
            }
            None => alone.or(with_identity),
        };
        match answer.truth.and(denies.not()) {
            Truth::False => Decision::DeniedImplicitly,
            Truth::True if identity.is_some() || alone.truth == Truth::True => {
                Decision::Allowed { by: answer.by }
            }
            Truth::True if alone.truth == Truth::False => Decision::Delegated { by: answer.by },
            _ => Decision::Depends { on: self.unknowns(key, identity, belongs, open) },
        }
    }

    /// Everything on which the answer depends, if it does.
    fn unknowns(
        self,
        key: Tally,
        identity: Option<Tally>,
        belongs: Belongs,
        open: &[DecidingStatement],
    ) -> Vec<Unknown> {
        let Admission { alone, with_identity } = self.admission(key, belongs);
        let mut on = Unknowns::noted();
        let identity_allows = identity.map(|identity| identity.allows.truth);
        // With another account, there is no difference between who is named and whose account is.
        let is_settled = belongs == Belongs::ToAnother && with_identity.truth == Truth::True;
        let alone_matters = alone.truth != Truth::True && !is_settled;
        let identity_matters = self.request.is_for_iam_alone()
            || alone.truth != Truth::True && with_identity.truth != Truth::False;
        let delegation_matters =
            alone_matters && key.delegates.truth != Truth::True && identity_allows != Some(Truth::False);
        let of_key = DependsOn { denial: true, direct: alone_matters, account: delegation_matters };
        let mut open = open.iter().peekable();
        let mut note_all = |document, kind, policy, depends_on| {
            let is_open = |number| {
                let by = DecidingStatement { policy, statement: number };
                open.next_if_eq(&&by).is_some()
            };
            on.note_all(document, kind, self.request, depends_on, is_open);
        };
        note_all(self.key_policy, PolicyKind::Key, DecidingPolicy::Key, of_key);
        let allows_matter = identity_matters && identity_allows == Some(Truth::Unknown);
        let of_identity = DependsOn { denial: true, direct: allows_matter, account: false };
        let policies = self.request.identity_policies();
        for (document, number) in policies.into_iter().flat_map(|policies| policies.documents()).zip(0..) {
            note_all(document, PolicyKind::Identity, DecidingPolicy::Identity(number), of_identity);
        }
        on.take()
    }
}

/// Which of the statements that may apply make a difference.
#[derive(Clone, Copy)]
struct DependsOn {
    denial: bool,
    direct: bool,
    account: bool,
}

impl Unknowns {
    /// Notes what the statements of a document depend on, of which it is not known whether they apply.
    fn note_all(
        &mut self,
        document: &Document<'_>,
        kind: PolicyKind,
        request: &AccessRequest<'_>,
        on: DependsOn,
        mut is_open: impl FnMut(usize) -> bool,
    ) {
        let matcher = Matcher::new(request, document, kind);
        for (statement, _) in document.statements().zip(0..).filter(|(_, number)| is_open(*number)) {
            let mut own = Self::noted();
            let standing = matcher.applies(statement, &mut own).standing;
            let matters = match statement.effect() {
                Some(Effect::Deny) => on.denial,
                _ => {
                    on.direct && standing.direct == Truth::Unknown
                        || on.account && standing.account == Truth::Unknown
                }
            };
            if matters {
                self.note_each(own.take());
            }
        }
    }
}
