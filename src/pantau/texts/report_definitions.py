"""Short definitions of the labels for the annex, after codebook 1.1."""

from __future__ import annotations

FEEDBACK_DEFINITIONS = {
    "follow_up": "Berbicara tentang apakah laporan atau keluhan terdahulu dijawab atau diperbaiki.",
    "service_complaint": "Keluhan tentang layanan, petugas, fasilitas, aturan, atau tarif, lewat saluran apa pun.",
    "app_problem": "Sesuatu pada aplikasi atau situs tidak berfungsi, lambat, sulit dipakai, atau datanya salah.",
    "citizen_monitoring": "Pengamatan yang dapat diperiksa, dengan tempat, tanggal, atau hitungan, sebagai bukti.",
    "suggestion": "Cara memperbaiki sesuatu yang sudah ada dan disebut namanya.",
    "feature_request": "Meminta fungsi, data, layanan, atau jangkauan yang belum ada.",
    "question": "Meminta informasi atau bantuan.",
    "compliment": "Pujian atau terima kasih untuk sesuatu yang disebut: fitur, orang, layanan, atau manfaat.",
    "co_commissioning": "Pendapat tentang apa yang perlu didanai atau didahulukan.",
    "co_design": "Menawarkan ikut merancang atau menguji, atau meminta warga dilibatkan.",
    "co_performing": "Membantu layanan berjalan: menjawab warga lain, mengajari, menawarkan tenaga atau data.",
    "general_rating": "Baik atau buruk tanpa objek dan tanpa alasan; juga emoji saja.",
    "irrelevant": "Sapaan, uji coba, iklan, tak terbaca, atau tidak menyangkut layanan.",
}
SENTIMENT_DEFINITIONS = {
    "negative": "Keluhan, marah, kecewa, atau melaporkan masalah, juga bila santun; sindiran.",
    "neutral": "Pertanyaan, permintaan, keinginan, atau pernyataan tanpa penilaian; pujian dan keluhan seimbang.",
    "positive": "Pujian, terima kasih, puas.",
}
