use sha2::{Digest, Sha256};

/// An SQL expression of what a server keeps of a password (RFC 5803), such that whoever logs in hashes
/// it once. PostgreSQL has them hash 4096 times, against guessing: that was a third of what tests did
/// themselves, and a random password is not guessed.
pub fn quick_verifier(password: &str) -> String {
    const SALT: &[u8] = b"any will do";
    // One round of `Hi` (RFC 5802): the number of its block follows the salt.
    let salted = hmac(password.as_bytes(), &[SALT, &1_u32.to_be_bytes()].concat());
    let stored = Sha256::digest(hmac(&salted, b"Client Key"));
    let server = hmac(&salted, b"Server Key");
    let base64 = |bytes: &[u8]| {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("encode('\\x{digits}', 'base64')")
    };
    format!(
        "'SCRAM-SHA-256$1:' || {} || '$' || {} || ':' || {}",
        base64(SALT),
        base64(&stored),
        base64(&server)
    )
}

/// RFC 2104, for keys that are no longer than a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    const BLOCK: usize = 64;
    assert!(key.len() <= BLOCK, "a longer key would have to be hashed first");
    let padded = |byte: u8| {
        let mut block = [byte; BLOCK];
        block.iter_mut().zip(key).for_each(|(into, byte)| *into ^= byte);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}
