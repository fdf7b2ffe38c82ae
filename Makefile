# Two commands do all the set-up on a machine with Python >= 3.11 (and venv) and make.
.PHONY: demo test test-long requirements

demo: ## Installs, prepares the film data and opens the page
	@scripts/prepare demo
	@.venv/bin/reelmates demo

test: ## Installs and runs every check but the long ones
	@scripts/prepare check
	@scripts/check

test-long: ## Full kill counts, soak and benchmarks at small size
	@scripts/prepare check
	@scripts/check --long

requirements: ## Pins the versions anew (needs uv)
	@scripts/pin
