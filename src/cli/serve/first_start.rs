//! The first start: a store without accounts gets an administrator, whose first password is shown once.

use super::ServeArgs;
use crate::access::{Account, Grant, Level, PasswordCost, first_password, hash_password};
use crate::api::App;
use crate::cli::Console;
use crate::cli::error::CliError;
use crate::diagnostic::MessageLanguage;
use crate::store::{Hand, Listing, Realm, StoreError};

/// The key of the first account: of two nodes that start at once, one makes it.
const FIRST: &str = "administrator";
/// The address that the first administrator signs in with, until it is changed.
const ADDRESS: &str = "administrator@localhost";

/// How long the first password works, in days.
const DAYS: i64 = 7;

/// Makes the first administrator where there is no account, and shows the password on the terminal: it is kept as a hash only.
pub(super) async fn prepare(
    app: &App,
    args: &ServeArgs,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let failed = |error| CliError::Store(app.store.engine().name().to_owned(), error);
    let mut work = app.store.read().await.map_err(failed)?;
    let one = Listing { limit: 1, ..Listing::of(&Realm::installation()) };
    let is_first = work.list::<Account>(&one).await.map_err(failed)?.items.is_empty();
    drop(work);
    if !is_first || !app.setup.access.local_accounts {
        return Ok(());
    }
    let password = first_password();
    let hash = {
        let password = password.clone();
        tokio::task::spawn_blocking(move || hash_password(&password, PasswordCost::default()))
            .await
            .map_err(|_| CliError::FirstPassword)?
            .map_err(|_| CliError::FirstPassword)?
    };
    let grant = Grant {
        level: Level::CentralAdministrator,
        environment: "*".to_owned(),
        authority: Realm::CENTRAL.to_owned(),
        areas: Vec::new(),
        until: None,
    };
    let now = app.clock.now();
    let mut account = Account::new("Administrator", ADDRESS, vec![grant]);
    account.password = Some(hash);
    account.first_password = true;
    account.first_password_until = Some(now.plus_days(DAYS));
    let hand = Hand { who: "service".to_owned(), request: "first-start".to_owned(), now };
    let mut work = app.store.write(&hand).await.map_err(failed)?;
    match work.insert(&Realm::installation(), FIRST, account).await {
        Ok(_) => {}
        // Another node was faster, and shows its password.
        Err(StoreError::AlreadyThere { .. }) => return Ok(()),
        Err(error) => return Err(failed(error)),
    }
    work.note(&Realm::installation(), "account.made", FIRST, serde_json::json!({ "first": true }));
    work.commit().await.map_err(failed)?;
    match args.speech.language() {
        MessageLanguage::Danish => writeln!(
            console.out,
            "første administrator: {ADDRESS}\nførste adgangskode: {password}\n\
             Den vises kun nu, gælder i {DAYS} dage og skal skiftes ved første login."
        )?,
        MessageLanguage::English => writeln!(
            console.out,
            "first administrator: {ADDRESS}\nfirst password: {password}\n\
             It is shown now only, works for {DAYS} days, and must be changed at the first sign-in."
        )?,
    }
    console.out.flush()?;
    Ok(())
}
