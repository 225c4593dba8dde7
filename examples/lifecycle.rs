//! The life of a multi-Region key, told: made, replicated, used, promoted, rotated, nearly deleted, and deleted after all,
//! with what each Region sees after every step: role, state, the beginning of its material's identifier, and when the state
//! ends.

use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

use jiff::Timestamp;
use kms_mrk::identity::{AccountId, KeyId, Region};
use kms_mrk::key::{KeyState, PendingWindowInDays};
use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, Decrypt, EnableKey, Encrypt, Operation, Plaintext, ReplicateKey,
    RotateKeyOnDemand, ScheduleKeyDeletion, SymbolicCiphertext, UpdatePrimaryRegion,
};
use kms_mrk::{Kms, KmsError};

const REGIONS: [Region; 3] = [Region::US_EAST_1, Region::EU_WEST_1, Region::AP_SOUTHEAST_2];
const DAY: Duration = Duration::from_secs(24 * 3600);

fn main() -> Result<(), Box<dyn Error>> {
    let mut story = Story::new(io::stdout().lock())?;
    let [us, eu, ap] = REGIONS;

    let key = story.create(&us)?;
    let replicate = |region: &Region| ReplicateKey::new(key.into(), region.clone());
    let schedule = || ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN);

    story.tell("It is replicated to Ireland and to Sydney. The replicas are Creating.")?;
    story.accepted(&replicate(&eu), &us)?;
    story.accepted(&replicate(&ap), &us)?;
    story.shown(key)?;

    story.tell("Replicating it to Ireland again is refused: a set has one key in a Region.")?;
    story.refused(&replicate(&eu), &us)?;

    story.wait(Duration::from_secs(60), "A minute later the replicas are ready, by themselves.")?;
    story.shown(key)?;

    story.tell("Virginia encrypts, and Sydney decrypts: related keys have the same material.")?;
    let sealed = story.encrypted(key, &us)?;
    story.decrypted(&sealed, &ap)?;

    story.tell("Ireland is to be the primary. Both keys are Updating, and can be used all the while.")?;
    story.accepted(&UpdatePrimaryRegion::new(key.into(), eu.clone()), &us)?;
    story.shown(key)?;
    story.wait(Duration::from_secs(60), "A minute later the roles have changed.")?;
    story.shown(key)?;

    story.tell("Virginia is a replica now and can neither be replicated nor rotated.")?;
    story.refused(&replicate(&Region::US_WEST_2), &us)?;
    story.refused(&RotateKeyOnDemand::new(key.into()), &us)?;

    story.tell("Ireland can. KMS takes a moment.")?;
    story.accepted(&RotateKeyOnDemand::new(key.into()), &eu)?;
    story.shown(key)?;
    story.wait(
        Duration::from_secs(60),
        "A minute later all three have the new material, and what was encrypted before is decrypted as before.",
    )?;
    story.decrypted(&sealed, &ap)?;
    story.shown(key)?;

    story.tell(
        "The old primary in Virginia is to be deleted. Nobody can use it from now on; the others go on.",
    )?;
    story.accepted(&schedule(), &us)?;
    story.refused(&Decrypt::new(sealed.clone()), &us)?;
    story.shown(key)?;
    story.wait(2 * DAY, "Two days later somebody changes their mind. The key is saved, and Disabled.")?;
    story.accepted(&CancelKeyDeletion::new(key.into()), &us)?;
    story.shown(key)?;
    story.tell("It is enabled, and reads what it wrote.")?;
    story.accepted(&EnableKey::new(key.into()), &us)?;
    story.decrypted(&sealed, &us)?;
    story.shown(key)?;

    story.tell("The deletion of the primary in Ireland is scheduled. It waits for its replicas, which go on as before.")?;
    story.accepted(&schedule(), &eu)?;
    story.shown(key)?;

    story.wait(
        30 * DAY,
        "It would wait for ever. A month later the deletion is cancelled: the key is saved, and Disabled.",
    )?;
    story.accepted(&CancelKeyDeletion::new(key.into()), &eu)?;
    story.shown(key)?;

    story.tell("It is enabled, and the deletion of all three is scheduled, the primary's first.")?;
    story.accepted(&EnableKey::new(key.into()), &eu)?;
    for region in [&eu, &us, &ap] {
        story.accepted(&schedule(), region)?;
    }
    story.shown(key)?;

    story.wait(
        7 * DAY,
        "A week later the replicas are gone, and only then does the primary's own week begin.",
    )?;
    story.shown(key)?;
    story.wait(7 * DAY, "Another week later nothing is left.")?;
    story.shown(key)
}

/// The story so far: a KMS, who calls it, and when.
struct Story<W> {
    kms: Kms,
    caller: Caller,
    now: Timestamp,
    out: W,
}

impl<W: Write> Story<W> {
    fn new(out: W) -> Result<Self, Box<dyn Error>> {
        let account: AccountId = "111122223333".parse()?;
        let caller = Caller::new(format!("arn:aws:iam::{account}:user/ops").parse()?)
            .ok_or("a user has an account")?;
        Ok(Self { kms: Kms::new(42), caller, now: "2026-01-05T12:00:00Z".parse()?, out })
    }

    fn call(&self, region: &Region) -> Call {
        Call::new(self.caller.clone(), region.clone(), self.now)
    }

    fn tell(&mut self, sentence: &str) -> io::Result<()> {
        writeln!(self.out, "{:.0}  {sentence}\n", self.now)
    }

    fn create(&mut self, region: &Region) -> Result<KeyId, Box<dyn Error>> {
        self.tell("A multi-Region primary key is made in Virginia.")?;
        let key = self.kms.call(&CreateKey::multi_region(), &self.call(region))?.output.key_id;
        self.shown(key)?;
        Ok(key)
    }

    fn accepted<O: Operation>(&mut self, request: &O, region: &Region) -> Result<(), KmsError> {
        let call = self.call(region);
        self.kms.call(request, &call).map(drop)
    }

    fn refused<O: Operation>(&mut self, request: &O, region: &Region) -> io::Result<()> {
        let call = self.call(region);
        match self.kms.call(request, &call) {
            Ok(_) => writeln!(self.out, "    KMS accepted\n"),
            Err(refusal) => writeln!(self.out, "    {refusal}\n"),
        }
    }

    /// Something encrypted with the key in a Region.
    fn encrypted(&mut self, key: KeyId, region: &Region) -> Result<SymbolicCiphertext, Box<dyn Error>> {
        let call = self.call(region);
        let encrypt = Encrypt::new(key.into(), Plaintext::new(*b"three apples, two pears")?);
        Ok(self.kms.call(&encrypt, &call)?.output.ciphertext_blob)
    }

    /// Tells what a Region makes of it.
    fn decrypted(&mut self, sealed: &SymbolicCiphertext, region: &Region) -> Result<(), Box<dyn Error>> {
        let call = self.call(region);
        let opened = self.kms.call(&Decrypt::new(sealed.clone()), &call)?.output;
        let text = String::from_utf8_lossy(opened.plaintext.as_bytes()).into_owned();
        Ok(writeln!(self.out, "    {region} reads: {text}\n")?)
    }

    fn wait(&mut self, duration: Duration, sentence: &str) -> Result<(), Box<dyn Error>> {
        self.now = self.now.checked_add(duration)?;
        self.kms.advance(self.now);
        Ok(self.tell(sentence)?)
    }

    /// What each Region sees, as a table.
    fn shown(&mut self, key: KeyId) -> Result<(), Box<dyn Error>> {
        for region in REGIONS {
            let [role, state, material, date] = self.seen(key, &region);
            let line = format!("    {:<15} {role:<8} {state:<23} {material:<9} {date}", region.as_str());
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(writeln!(self.out)?)
    }

    /// Role, state, material, and when the state ends, as the Region sees them.
    fn seen(&self, key: KeyId, region: &Region) -> [String; 4] {
        let set = self.kms.world().set(key);
        let Some((set, key)) = set.and_then(|set| Some((set, set.key_in(region)?))) else {
            return ["-".into(), String::new(), String::new(), String::new()];
        };
        let shown = set.describe(region).and_then(|metadata| metadata.current_key_material_id);
        let material = shown.map_or_else(String::new, |id| id.to_string().chars().take(8).collect());
        let role = set.multi_region_key_type(region).map_or_else(String::new, |role| role.to_string());
        let date = match key.state {
            KeyState::PendingReplicaDeletion { window } => format!("{window} after the last replica"),
            state => state.deadline().map_or_else(String::new, |date| format!("until {date:.0}")),
        };
        [role, key.state.name().to_string(), material, date]
    }
}
