"""What the page on co-production says."""

from __future__ import annotations

SEMU = (
    "Kajian tentang JePin menyebut koproduksinya semu: warga hanya ikut menilai (umpan balik) dan "
    "membantu pelaksanaan, sedangkan rancangan dan prioritas ditentukan di dalam kantor. Halaman ini "
    "menghitung seberapa sering warga melampaui penilaian, dan apakah itu berubah."
)
BEYOND = "Melampaui umpan balik"
BORDER = "Permintaan fitur (batas)"
CODED = "Teks berlabel"
BEYOND_BASIS = "teks"
BORDER_NOTE = (
    "Permintaan fitur berada di batas perancangan bersama: warga menyebut yang diinginkan, tetapi tidak "
    "ikut merancang. Karena itu dihitung terpisah dan tidak masuk “melampaui umpan balik”."
)
OVER_TIME = "Melampaui umpan balik dari waktu ke waktu"
MODES = "Moda partisipasi"
MODES_NOTE = "Setiap teks masuk satu moda, yaitu yang paling jauh dari sekadar menilai."
TYPES = "Jenis umpan balik dalam penilaian bersama"
EXAMPLES = "Contoh terbaru yang melampaui umpan balik"
NO_EXAMPLES = "Tidak ada teks yang melampaui umpan balik pada pilihan ini."
OPEN_EXAMPLES = "Baca semuanya"
SOURCE = (
    "Empat moda menurut Loeffler (2021), Co-Production of Public Services and Outcomes, bab 3, "
    "doi 10.1007/978-3-030-55509-2_3."
)
