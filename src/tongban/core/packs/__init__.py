"""Packs (事项包): law as content. Schema, strict loader and linter of the folders under `packs/`.

A pack is a folder: `pack.yaml`, `laws.yaml`, `certificates.yaml`, `registries.yaml`, `calendar/`, and one folder per
matter under `matters/<theme>/<matter>/` with `matter.yaml`, `form.yaml`, `checks.yaml`, `examples.yaml` and `face.typ`.
"""
