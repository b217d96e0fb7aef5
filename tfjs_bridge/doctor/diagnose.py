"""Looks at everything, at once where that takes time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tfjs_bridge.doctor.abilities import find_abilities
from tfjs_bridge.doctor.backend import choose_backend
from tfjs_bridge.doctor.browser import examine_browser
from tfjs_bridge.doctor.files import examine_caches, examine_page
from tfjs_bridge.doctor.findings import Diagnosis, Finding
from tfjs_bridge.doctor.imports import check_imports
from tfjs_bridge.doctor.installing import examine_installation
from tfjs_bridge.doctor.packages import PACKAGES, find_package
from tfjs_bridge.doctor.programs import examine_node, examine_npm


def diagnose(*, imports: bool = False) -> Diagnosis:
    """Say what is installed here and what works with it; nothing is installed or changed.

    Args:
        imports: Whether to import each package too, in processes of their own, which finds those
            that are installed and broken; it takes up to a minute.
    """
    with ThreadPoolExecutor() as pool:
        # They wait for another process or the disk, or compute outside of Python's lock.
        slow = [pool.submit(examine) for examine in (examine_node, examine_npm, examine_browser)]
        caches = pool.submit(examine_caches)
        packages = [find_package(package) for package in PACKAGES]
        if imports:
            backend, _ = choose_backend({finding.name: finding for finding in packages})
            packages = check_imports(PACKAGES, packages, backend)
        programs = [future.result() for future in slow]
    findings = (*packages, *programs, examine_page(), *caches.result())
    return _diagnosis(findings, imported=imports)


def _diagnosis(findings: tuple[Finding, ...], *, imported: bool) -> Diagnosis:
    found = {finding.name: finding for finding in findings}
    backend, reason = choose_backend(found)
    return Diagnosis(
        installation=examine_installation(),
        keras_backend=backend,
        keras_backend_reason=reason,
        imported=imported,
        findings=findings,
        abilities=tuple(find_abilities(found, backend, reason)),
    )
