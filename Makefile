.PHONY: test
test:
	cargo test --locked -p godwit-schema
