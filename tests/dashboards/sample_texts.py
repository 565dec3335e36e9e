"""Sample texts of our own invention for the dashboard's tests: no citizen wrote them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    feedback: tuple[str, ...]
    sentiment: str
    topics: tuple[str, ...] = ()
    stars: tuple[int, ...] = (1, 2)


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "CCTV Simpang Garuda tidak bisa dibuka, layar hitam terus",
        ("app_problem",),
        "negative",
        ("cctv",),
    ),
    Sample(
        "Setiap buka menu CCTV aplikasi langsung keluar sendiri",
        ("app_problem",),
        "negative",
        ("cctv",),
    ),
    Sample(
        "kode OTP tadak masok masok dari tadi, cam mane nak daftar",
        ("app_problem",),
        "negative",
        ("login_account",),
    ),
    Sample(
        "Tidak bisa login setelah pembaruan, padahal kata sandi benar",
        ("app_problem",),
        "negative",
        ("login_account",),
    ),
    Sample(
        "Loading terus, tak can aplikasi ni",
        ("app_problem",),
        "negative",
        ("app_performance",),
        (1,),
    ),
    Sample("Peta lambat sekali dibuka di HP lama", ("app_problem",), "negative", ("map",), (2, 3)),
    Sample(
        "Harga cabai di Pasar Flamboyan salah, sudah seminggu tidak diganti",
        ("app_problem",),
        "negative",
        ("food_prices",),
        (2, 3),
    ),
    Sample(
        "Nomor darurat yang tertulis tidak aktif",
        ("app_problem",),
        "negative",
        ("emergency_numbers",),
        (1,),
    ),
    Sample(
        "Jalan di gang kami rusak sejak banjir, sudah lama belum ditambal",
        ("service_complaint",),
        "negative",
        ("roads_drainage",),
        (1, 2),
    ),
    Sample(
        "Lampu jalan mati tiga malam, gelap gulita",
        ("service_complaint",),
        "negative",
        ("street_lights",),
    ),
    Sample(
        "Parit tersumbat, tiap ujan aek masok rumah",
        ("service_complaint",),
        "negative",
        ("roads_drainage",),
    ),
    Sample(
        "Petugas di loket kurang ramah waktu saya tanya",
        ("service_complaint",),
        "negative",
        ("officers",),
    ),
    Sample(
        "Sudah lapor dua kali lewat Umpan Balik, tidak ada jawaban",
        ("follow_up", "service_complaint"),
        "negative",
        ("feedback_channel",),
        (1,),
    ),
    Sample(
        "Lampu yang saya laporkan sudah diperbaiki, terima kasih",
        ("follow_up", "compliment"),
        "positive",
        ("street_lights",),
        (5,),
    ),
    Sample(
        "Dari 12 kamera yang saya buka pagi 14 Maret, 5 layar hitam",
        ("app_problem", "citizen_monitoring"),
        "negative",
        ("cctv",),
        (2,),
    ),
    Sample(
        "Sebaiknya menu harga pangan diberi tanggal pembaruan",
        ("suggestion",),
        "neutral",
        ("food_prices",),
        (3, 4),
    ),
    Sample(
        "Lebih baik kalau notifikasi bisa dimatikan per jenis",
        ("suggestion",),
        "neutral",
        ("notifications",),
        (3, 4),
    ),
    Sample(
        "Tolong tambahkan jadwal bus dan rute angkutan",
        ("feature_request",),
        "neutral",
        ("traffic_parking",),
        (3, 4),
    ),
    Sample("Kapan ada versi iPhone?", ("feature_request", "question"), "neutral", (), (3,)),
    Sample(
        "Cara ganti nomor HP bagaimana ya?", ("question",), "neutral", ("login_account",), (3, 4)
    ),
    Sample(
        "Kalau mau lapor jalan rusak lewat menu yang mana?",
        ("question",),
        "neutral",
        ("feedback_channel",),
        (3, 4),
    ),
    Sample(
        "CCTV lancar, bise tengok macet sebelum berangkat. balak!",
        ("compliment",),
        "positive",
        ("cctv",),
        (5,),
    ),
    Sample(
        "Harga pangan membantu saya belanja lebih hemat",
        ("compliment",),
        "positive",
        ("food_prices",),
        (4, 5),
    ),
    Sample(
        "Info acara kota lengkap, anak-anak senang", ("compliment",), "positive", ("events",), (5,)
    ),
    Sample("Mantap", ("general_rating",), "positive", (), (5,)),
    Sample("Lawar aplikasinye", ("general_rating",), "positive", (), (5,)),
    Sample("Sangat membantu 👍", ("general_rating",), "positive", (), (4, 5)),
    Sample("Jelek", ("general_rating",), "negative", (), (1,)),
    Sample(
        "Bagus tapi isinya keluhan semua: kamera mati, peta lambat",
        ("app_problem",),
        "negative",
        ("cctv", "map"),
        (5,),
    ),
    Sample(
        "Hapus cache dulu kawan, saya berhasil masuk lagi",
        ("co_performing",),
        "neutral",
        ("login_account",),
        (4, 5),
    ),
    Sample(
        "Ayo warga kita lapor lewat sini supaya cepat ditangani",
        ("co_performing",),
        "positive",
        ("feedback_channel",),
        (5,),
    ),
    Sample("Saya mau ikut uji coba versi baru", ("co_design",), "neutral", (), (4, 5)),
    Sample(
        "Dahulukan perbaikan parit daripada menu baru",
        ("co_commissioning",),
        "negative",
        ("roads_drainage",),
        (2,),
    ),
    Sample("tes", ("irrelevant",), "neutral", (), (3,)),
)

HOSTILE_TEXTS = (
    "<script>document.title='dibajak'</script><img src=x onerror=alert(1)>",
    "[klik di sini](javascript:alert(1)) **tebal** :material/home: $E=mc^2$ :red[merah]",
    '=HYPERLINK("http://contoh.invalid";"klik")',
    "\u202eini dibalik\u202c lalu biasa lagi",
    "panjang " * 1250,
)
