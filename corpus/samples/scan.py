"""A built report -> the same report as a scanner would give it back: an image a page, no text."""

import zlib
from pathlib import Path

import pypdfium2
from PIL import Image

DPI = 110
LEVELS = 8
"""Shades of grey that are kept; a photocopy has few."""
TILT = (0.25, -0.3, 0.1, -0.15)
"""Degrees by which sheets lie askew, in turn."""


def write_scan(path: Path, *, built: Path) -> None:
    """Write an image-only PDF of a built PDF's pages."""
    source = pypdfium2.PdfDocument(built)
    images = [_scan_page(source[index], tilt=TILT[index % len(TILT)]) for index in range(len(source))]
    path.write_bytes(_image_pdf(images))


def _scan_page(page: pypdfium2.PdfPage, *, tilt: float) -> Image.Image:
    grey = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    askew = grey.rotate(tilt, resample=Image.Resampling.BILINEAR, fillcolor=255)
    step = 255 // (LEVELS - 1)
    return askew.point([min(round(value / step) * step, 255) for value in range(256)])


def _image_pdf(images: list[Image.Image]) -> bytes:
    """Write the few objects that such a file needs, without a date or an id."""
    kids = " ".join(f"{3 + 3 * index} 0 R" for index in range(len(images)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(images)} >>".encode(),
    ]
    for index, image in enumerate(images):
        first = 3 + 3 * index
        width, height = (side * 72 / DPI for side in image.size)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /Im {first + 2} 0 R >> >> >>".encode(),
            _stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q".encode(), ""),
            _stream(
                zlib.compress(_packed(image), 9),
                f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} "
                "/ColorSpace /DeviceGray /BitsPerComponent 4 /Filter /FlateDecode",
            ),
        ]
    return _file(objects)


def _packed(image: Image.Image) -> bytes:
    """Return the image as rows of four-bit greys."""
    rows = []
    for top in range(image.height):
        row = image.crop((0, top, image.width, top + 1)).tobytes()
        row += b"\xff" * (len(row) % 2)
        rows.append(bytes((left & 0xF0) | (right >> 4) for left, right in zip(row[::2], row[1::2], strict=True)))
    return b"".join(rows)


def _stream(content: bytes, entries: str) -> bytes:
    return f"<< {entries} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
