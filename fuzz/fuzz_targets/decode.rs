#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pumice_fuzz::decode(bytes));
