"""Sentences of the quarterly report's chapters. Each takes finished figures and only words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pantau.domain.period import Quarter
from pantau.texts import common, report

if TYPE_CHECKING:
    from pantau.reports.facts import EventFact, QuarterFacts, ResponseFacts, VolumeFacts

SUMMARY = "Ringkasan"
INTRODUCTION = "I Pendahuluan"
METHOD = "II Metode"
RESULTS = "III Hasil"
ANALYSIS = "IV Analisis"
CONCLUSION = "V Kesimpulan dan Rencana Tindak Lanjut"
SURVEY = "VI Survei Kepuasan Masyarakat"
ANNEXES = "Lampiran"

BASIS = (
    (
        "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 20 ayat (2) huruf e: "
        "pemrosesan untuk pelaksanaan tugas dalam rangka kepentingan umum."
    ),
    (
        "Peraturan Menteri PANRB Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan "
        "Masyarakat, sebagai pembeda: laporan ini bukan survei tersebut."
    ),
)
PURPOSE = (
    "Laporan ini menyajikan apa yang disampaikan warga secara terbuka tentang {app}, agar pimpinan dan "
    "perangkat daerah dapat melihat apakah warga puas, apa yang dikeluhkan, dan apakah ada perubahan."
)
LIMITS = (
    (
        "Pemberi ulasan memilih sendiri untuk menulis; mereka tidak mewakili seluruh warga atau seluruh "
        "pengguna."
    ),
    (
        "Ulasan cenderung mengumpul setelah rilis, satu orang dapat menulis lebih dari sekali, dan penulis "
        "belum tentu tinggal di Kota Pontianak."
    ),
    (
        "Jumlah ulasan kecil. Karena itu setiap bagian disertai n dan rentang keyakinan 95%; perubahan yang "
        "masih mungkin karena kebetulan disebut “tidak berbeda nyata”."
    ),
    "Umur, jenis kelamin, dan tempat tinggal penulis tidak disimpulkan; perangkat daerah tidak diperingkat.",
    (
        "Tanggal ulasan adalah tanggal sunting terakhir bila sumber hanya memberi tanggal itu. Google Play "
        "dapat menahan ulasan 24 sampai 36 jam sebelum menampilkannya."
    ),
)
FILTERING = (
    "Yang dihitung adalah ulasan, kiriman, dan komentar warga. Berita serta tulisan akun resmi dicatat "
    "terpisah dan tidak dihitung; tulisan yang sudah dihapus di sumbernya tidak dihitung. Bintang tidak "
    "dipakai untuk menentukan sentimen, sebab warga kadang memberi lima bintang pada keluhan."
)
CLASSIFICATION = (
    "Setiap teks diberi sentimen (negatif, netral, positif), satu atau lebih dari 13 jenis umpan balik "
    "(satu di antaranya utama), topik dari daftar topik, dan moda Four Co’s yang diturunkan dari "
    "jenisnya. Label diberikan oleh model yang dilatih dengan kodebuk proyek; definisinya ada pada "
    "Lampiran."
)
NO_SCORE_CARD = (
    "Kartu nilai model tidak ditemukan bersama model yang terpasang, sehingga ketepatannya tidak "
    "dapat dicantumkan di sini."
)
SCORE_CARD = (
    "Ketepatan diukur pada teks dari aplikasi yang tidak dipakai untuk melatih model. Jenis dengan kappa "
    "di bawah 0,60 harus dibaca dengan hati-hati."
)
INDEX_FORMULA = (
    "IIU = 50 × (1 + (teks positif − teks negatif) ÷ n), dari 0 sampai 100: sama dengan rata-rata 100 "
    "untuk teks positif, 50 untuk netral, dan 0 untuk negatif. Rentangnya adalah rentang t 95%. IIU "
    "hanya diberikan bila ada sedikitnya 30 teks."
)
MEASURES = (
    "Rentang keyakinan 95% untuk bagian memakai rumus skor Wilson, untuk rata-rata memakai distribusi t. "
    "Perbedaan bagian diuji dengan uji eksak Fisher, rata-rata dengan uji t Welch, jumlah per hari "
    "dengan uji Poisson eksak, semuanya dua sisi pada taraf 5%. Dalam tabel dengan banyak baris, nilai p "
    "dikoreksi menurut Benjamini dan Hochberg. Rumus lengkap ada dalam dokumen metode Pantau."
)
PRIVACY = (
    "Nama, foto, dan tautan profil tidak disimpan. Penulis hanya dikenal sebagai kode acak. Nomor "
    "identitas, nomor telepon, surel, akun, rekening, pelat nomor, dan nama orang disamarkan sebelum "
    "disimpan. Kutipan hanya menyebut bulan."
)
QUOTE_RULE = (
    "Kutipan tidak dipilih orang. Untuk tiap jenis umpan balik utama diambil paling banyak dua teks "
    "dengan sentimen yang paling sering pada jenis itu, bukan yang diragukan model, didahulukan yang "
    "panjangnya 40 sampai 280 huruf, menurut urutan kunci acak tetap (hash). Teks yang sama diambil "
    "satu kali. Kutipan ditulis apa adanya setelah data pribadi disamarkan."
)
CLOCKS_NOTE = (
    "Batas waktu SP4N-LAPOR!: jawaban pertama 3 hari, permintaan informasi 5 hari, tanpa pemeriksaan "
    "lapangan 14 hari, dengan pemeriksaan lapangan 60 hari. Dasarnya ulasan yang batas waktunya sudah "
    "lewat saat data dibaca. Balasan yang lebih lama daripada suntingan terakhir ulasan tidak dihitung "
    "waktunya."
)
MODES_NOTE = (
    "Four Co’s menurut Loeffler (2021). Yang melampaui umpan balik: dukungan warga, gagasan bersama, "
    "serta prioritas dan anggaran. Permintaan fitur adalah kasus batas dan dihitung terpisah."
)
PEER_NOTE = (
    "Yang dibandingkan hanya bagian, bukan jumlah ulasan. Uji membandingkan bagian negatif {app} dengan "
    "tiap aplikasi."
)
NO_PEERS = "Tidak ada aplikasi pembanding yang diatur atau terbaca pada triwulan ini."
FOLLOW_UP = (
    "Masalah terbesar triwulan lalu dan keadaannya sekarang. Tabel ini tidak menilai apakah suatu "
    "tindakan sudah dilakukan; itu diisi oleh penanggung jawab."
)
NO_LAST_PROBLEMS = "Tidak ada topik yang dikeluhkan oleh sedikitnya lima teks pada triwulan lalu."
PROBLEM_NOTE = (
    "Dikeluhkan: teks pada topik itu yang negatif atau menyebut masalah. Topik dengan kurang dari lima "
    "teks tidak diuraikan."
)
NO_PROBLEMS = "Tidak ada topik yang dikeluhkan oleh sedikitnya lima teks pada triwulan ini."
NO_STRENGTHS = "Tidak ada topik yang dipuji oleh sedikitnya lima teks pada triwulan ini."
NO_RELEASES = "Tidak ada versi baru yang terlihat pada triwulan ini."
RELEASES_NOTE = (
    "Bagian teks negatif, semua versi, dalam jumlah hari yang sama sebelum dan sesudah versi terbit. "
    "Perbedaan bukan bukti bahwa rilis adalah sebabnya."
)
RESTATED = (
    "Angka dapat berubah setelah triwulan ditutup: ulasan disunting, dihapus, atau baru ditampilkan "
    "sumbernya. Tabel memuat angka sebagaimana diketahui tujuh hari setelah triwulan berakhir dan angka "
    "sekarang."
)
NOT_RESTATED = (
    "Tidak ada angka pokok triwulan ini dan triwulan lalu yang berubah sejak tujuh hari setelah "
    "akhirnya."
)
PLAN_INTRO = (
    "Baris diusulkan dari masalah terbesar (paling banyak lima, masing-masing sedikitnya lima teks): "
    "yang naik nyata didahulukan, lalu yang muncul setiap bulan. Tindakan, penanggung jawab, dan target "
    "diisi dan diputuskan oleh perangkat daerah."
)
NOTHING_CHANGED = "Dibanding triwulan lalu, tidak ada angka pokok yang berbeda nyata."
NOTHING_TO_COMPARE = (
    "Triwulan lalu tidak memiliki ulasan, sehingga belum ada yang dapat dibandingkan."
)
NO_TOPICS = "Tidak ada teks yang menyangkut topik dari daftar."
FEEDBACK_NOTE = (
    "Satu teks dapat memuat beberapa jenis, sehingga jumlahnya melebihi n; satu di antaranya utama. "
    "Perubahan: semua sebutan."
)
DOUBTFUL_NOTE = " \N{DAGGER} Kesepakatan model dengan pengode di bawah 0,60: baca dengan hati-hati."
PAIRS = {"people": "Dua pengode manusia", "model": "Pengode manusia dan model"}
NO_AGREEMENT = (
    "Belum ada teks yang dikode ulang oleh orang, sehingga kesepakatan dengan orang belum terukur."
)
EVENTS = "Peristiwa yang dicatat pengguna pada masa ini. Catatan ini membantu membaca angka, bukan bukti sebab:"
NO_PLAN = "Tidak ada masalah yang cukup besar untuk diusulkan; baris kosong disediakan."
EVIDENCE = (
    "Teks diarsipkan menurut unsur agar mudah dicari sebagai bahan. Ini bukti semata: bukan nilai unsur, "
    "bukan nilai Pemdi, dan tidak boleh dijumlahkan menjadi indeks. Satu teks dapat berada pada beberapa "
    "unsur."
)
PROVENANCE = (
    "Laporan yang sama dapat dibuat ulang dari potret data, versi program, dan pengaturan di bawah ini; "
    "perintah “pantau report verify” menghitung ulang setiap angka."
)
SURVEY_INTRO = (
    "Bab ini berisi hasil Survei Kepuasan Masyarakat dari kuesioner, dihitung menurut Permen PANRB "
    "14/2017. Hasilnya tidak dicampur dengan angka ulasan pada bab-bab lain."
)


def purpose(app: str) -> str:
    return PURPOSE.format(app=app)


def scope(facts: QuarterFacts) -> str:
    quarter = Quarter.parse(facts.quarter)
    return (
        f"Laporan ini mencakup {common.number(facts.volume.n_mentions)} ulasan dan kiriman publik warga tentang "
        f"{facts.app_name} bertanggal {common.day(quarter.first_day)} sampai "
        f"{common.day(quarter.last_day)} (WIB), di antaranya {common.number(facts.volume.n_texts)} "
        f"berisi teks. Pembanding: {common.quarter(quarter.previous)} dan "
        f"{common.quarter(quarter.year_ago)}."
    )


def volume(facts: VolumeFacts) -> str:
    return (
        f"Ada {common.number(facts.n_mentions)} ulasan dan kiriman warga: {common.number(facts.n_texts)} "
        f"berisi teks dan {common.number(facts.n_ratings_only)} hanya bintang. Dibanding triwulan lalu, "
        f"jumlah per hari {report.change_of_count(facts.change.previous)}; dibanding triwulan yang sama "
        f"tahun lalu {report.change_of_count(facts.change.year_ago)}. Di luar hitungan: "
        f"{common.number(facts.n_articles)} berita, {common.number(facts.n_official)} tulisan akun resmi, "
        f"dan {common.number(facts.n_gone)} tulisan yang dihapus di sumbernya."
    )


def stars(facts: QuarterFacts) -> str:
    of = facts.stars
    return (
        f"Rata-rata bintang {report.mean(of.mean)} dari n = {common.number(of.mean.n)} ulasan. Dibanding "
        f"triwulan lalu {report.change_of_mean(of.change.previous)}; dibanding tahun lalu "
        f"{report.change_of_mean(of.change.year_ago)}. Satu atau dua bintang: "
        f"{report.share_with_n(of.low)}; empat atau lima bintang: {report.share_with_n(of.high)}. Di "
        "antara ulasan berbintang empat atau lima, teks yang negatif: "
        f"{report.share_with_n(of.happy_stars_unhappy_words)}."
    )


def index(facts: QuarterFacts) -> str:
    of = facts.index
    n = common.number(of.now.n)
    if of.now.value is None:
        return f"IIU {report.index(of.now)} (n = {n})."
    return (
        f"IIU {report.index(of.now)}, n = {n} teks. Dibanding triwulan lalu "
        f"{report.change_of_index(of.change.previous)}; dibanding triwulan yang sama tahun lalu "
        f"{report.change_of_index(of.change.year_ago)}."
    )


def labels(facts: QuarterFacts) -> str:
    return (
        f"Semua bagian di bawah ini dihitung dari n = {common.number(facts.n_coded)} teks yang sudah "
        f"diberi label; {common.number(facts.volume.n_unlabelled)} teks belum berlabel. Pada "
        f"{common.number(facts.n_unsure)} teks model ragu; teks itu tetap dihitung dengan label "
        "terdekatnya."
    )


def responses(facts: ResponseFacts) -> str:
    answered = (
        f"Ulasan yang dijawab: {report.share_with_n(facts.answered)}; dibanding triwulan lalu "
        f"{report.change_of_share(facts.change.previous)}. Menunggu jawaban: "
        f"{common.number(facts.n_waiting)} ulasan, {common.number(facts.n_negative_waiting)} di antaranya "
        "negatif."
    )
    if facts.median_hours is None or facts.slowest_tenth_hours is None:
        return answered
    return (
        f"{answered} Setengah dari jawaban datang dalam {common.hours(facts.median_hours)}, sembilan dari "
        f"sepuluh dalam {common.hours(facts.slowest_tenth_hours)}."
    )


def participation(facts: QuarterFacts) -> str:
    of = facts.modes
    return (
        f"Partisipasi yang melampaui umpan balik: {report.share_with_n(of.beyond)}; dibanding triwulan "
        f"lalu {report.change_of_share(of.change.previous)}. Permintaan fitur (kasus batas): "
        f"{report.share_with_n(of.border)}. {report.READINGS[of.reading]}"
    )


def event(fact: EventFact) -> str:
    return f"{report.span_of(fact.first_on, fact.last_on)}: {fact.title}"


def finding(label: str, said: str) -> str:
    return f"{label}: {said}."


def stars_short(facts: QuarterFacts) -> str:
    of = facts.stars
    return (
        f"Rata-rata bintang {report.mean(of.mean)}, n = {common.number(of.mean.n)}; dibanding triwulan "
        f"lalu {report.change_of_mean(of.change.previous)}."
    )


def negative_short(facts: QuarterFacts) -> str:
    of = next(s for s in facts.sentiment if s.id == "negative")
    return (
        f"Teks negatif {report.share_with_n(of.share)}; dibanding triwulan lalu "
        f"{report.change_of_share(of.change.previous)}."
    )


def answered_short(facts: QuarterFacts) -> str:
    of = facts.responses
    return (
        f"Ulasan yang dijawab {report.share_with_n(of.answered)}; dibanding triwulan lalu "
        f"{report.change_of_share(of.change.previous)}."
    )
