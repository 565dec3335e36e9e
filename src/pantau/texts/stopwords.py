"""Words that say nothing about a topic: Indonesian, everyday spelling, and Pontianak Malay."""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    ada adalah ade agak agar agi aja akan aku anda apa apalagi ape aplikasi atau bagi bahkan
    bahwa banget banyak baru begini begitu belum bgt bila bile bisa bise boleh buat bukan cam
    cuma dah dalam dan dapat dari daripada deh demi dengan dgn dia die diri dong dulu enggak gak
    gik gitu hanya harus hingga ini itu iya jadi jak jangan jd jika juga kak kalau kalo kamek
    kami kamu kan kapan karena kasih kata kayak kembali kenapa kita kitak kite klo kok krn
    kurang lagi lah lain lalu lebih lok maka makin malah mana mane mas masih mau memang mereka
    min mohon mungkin nah nak namun nanti ndak ngape nggak nih nya oleh pada padahal pak paling
    para pas perlu pun punya saat saja sama sampai sana sangat sape saya saye sebab sebagai
    sebelum sebuah sedang segera sehingga sejak sekali sekarang selalu selama semoga semua
    sendiri seperti sering serta setelah setiap siapa sih sikit sini sudah supaya tadak tadi tak
    tanpa tapi tau tdk tengok tentang terima terus tetap tiap tidak tolong udah untuk utk waktu
    walau yaitu yak yang yg
    """.split()  # noqa: SIM905 - a list of so many words is read more easily so
)
