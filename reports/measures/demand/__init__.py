"""What vacancies ask (METHOD §1, §2, §5, §6), in all and by place, occupation and industry."""
