"""What the rows of three networks say, counted by eye, and the titles that are true of them.

Each line of an exhibit: keys before the bar, then what was counted in the network's
partnerships.csv. "3; 50%; new 1" is the count, the percentage, and the number named "new"; a name
before a percentage is of the percentage by that name.
"""

from __future__ import annotations

SIX = {
    "partnerships_by_host": """
        all | 6; range over hosts 3; mean of hosts 3
        North Hub | 3
        South Hub | 3
    """,
    # Ash, Cedar, Elm; Birch, Dogwood, Fir
    "scope": """
        city | 3; 50%
        county | 3; 50%
    """,
    # Ash, Birch of one hub; Cedar and Dogwood of both; Elm, Fir of one
    "topics": """
        reading | 2; named 2; hosts with at least one 1; hosts with at least two 1
        reading | scope city 1; scope city 50%; scope county 1; scope county 50%; not named 0
        maths | 2; named 2; hosts with at least one 2; hosts with at least two 0
        maths | scope city 1; scope city 50%; scope county 1; scope county 50%; not named 0
        health | 2; named 2; hosts with at least one 1; hosts with at least two 1
        health | scope city 1; scope city 50%; scope county 1; scope county 50%; not named 0
    """,
    # 4, 12, 20, 30, 60 members; Elm does not say
    "active_size": """
        total/small | 1; 20%
        total/medium | 2; 40%
        total/large | 2; 40%
        total/total | reporting 5; not reporting 1; members 126; smallest 4; largest 60; median 20
        reading/small | 1; 50%
        reading/medium | 1; 50%
        reading/large | 0; 0%
        reading/total | 2
        maths/small | 0; 0%
        maths/medium | 1; 50%
        maths/large | 1; 50%
        maths/total | 2
        health/small | 0; 0%
        health/medium | 0; 0%
        health/large | 1; 100%
        health/total | 1
    """,
    # schools 3+8+20+20+30 = 81 of 126, universities 1+4+0+10+30 = 45; only Cedar has no university
    # 11 and 5 of 16; 40 and 10 of 50; 30 and 30 of 60
    "composition": """
        total/school | 64%; with at least one 5; with at least one 100%
        total/university | 36%; with at least one 4; with at least one 80%
        total/school+university | with at least one 4; with at least one 80%
        reading/school | 69%
        reading/university | 31%
        maths/school | 80%
        maths/university | 20%
        health/school | 50%
        health/university | 50%
        reading/total | partnerships 2
        maths/total | partnerships 2
        health/total | partnerships 2
    """,
    "sizes": """
        2024/total | reporting 5; not reporting 1; smallest 4; median 20; largest 60
        2024/Ash Reading | 4
        2024/Birch Reading | 12
        2024/Cedar Maths | 20
        2024/Dogwood Maths | 30
        2024/Elm Health | ?
        2024/Fir Health | 60
    """,
}
WIDE = {
    "partnerships_by_host": """
        all | 6; range over hosts 3; mean of hosts 3
        North Hub | 3
        South Hub | 3
    """,
    # Dogwood, Fir; Birch, Elm; Ash, Cedar
    "scope": """
        valley | 2; 33%
        town | 2; 33%
        street | 2; 33%
        valley,town | together 4; together 67%
        town,street | together 4; together 67%
    """,
    "topics": """
        reading | 2; named 2; hosts with at least one 1; hosts with at least two 1; not named 0
        reading | scope valley 0; scope valley 0%; scope town 1; scope town 50%
        reading | scope street 1; scope street 50%; scope town,street 2; scope town,street 100%
        play | 2; named 2; hosts with at least one 2; hosts with at least two 0; not named 0
        play | scope valley 1; scope valley 50%; scope town 0; scope town 0%
        play | scope street 1; scope street 50%; scope town,street 1; scope town,street 50%
        food | 2; named 2; hosts with at least one 1; hosts with at least two 1; not named 0
        food | scope valley 1; scope valley 50%; scope town 1; scope town 50%
        food | scope street 0; scope street 0%; scope town,street 1; scope town,street 50%
    """,
    # 3; 8, 10; 15; 25; Fir does not say
    "active_size": """
        total/tiny | 1; 20%
        total/small | 2; 40%
        total/medium | 1; 20%
        total/large | 1; 20%
        total/total | reporting 5; not reporting 1; members 61; smallest 3; largest 25; median 10
        reading/tiny | 1; 50%
        reading/small | 1; 50%
        reading/medium | 0; 0%
        reading/large | 0; 0%
        reading/total | 2
        play/tiny | 0; 0%
        play/small | 0; 0%
        play/medium | 1; 50%
        play/large | 1; 50%
        play/total | 2
        food/tiny | 0; 0%
        food/small | 1; 100%
        food/medium | 0; 0%
        food/large | 0; 0%
        food/total | 1
    """,
    # schools 1+8+5+5+5 = 24 of 61, families 2+0+10+20+5 = 37; only Birch has no families
    # 9 and 2 of 11; 10 and 30 of 40; 5 and 5 of 10
    "composition": """
        total/schools | 39%; with at least one 5; with at least one 100%
        total/families | 61%; with at least one 4; with at least one 80%
        total/schools+families | with at least one 4; with at least one 80%
        reading/schools | 82%
        reading/families | 18%
        play/schools | 25%
        play/families | 75%
        food/schools | 50%
        food/families | 50%
        reading/total | partnerships 2
        play/total | partnerships 2
        food/total | partnerships 2
    """,
    "sizes": """
        2024/25/total | reporting 5; not reporting 1; smallest 3; median 10; largest 25
        2024/25/Ash Circle | 3
        2024/25/Birch Circle | 8
        2024/25/Cedar Circle | 15
        2024/25/Dogwood Circle | 25
        2024/25/Elm Circle | 10
        2024/25/Fir Circle | ?
    """,
}
THREE = {
    # 2022-23: Ash as it was; Birch and Cedar united; Dogwood renamed; Elm moved; Fir ended;
    # Grove new. 2023-24: Ash now for the county; the union split; Dogwood and Grove as they were;
    # Elm ended; Fir is back. 6 − 1 + 1 − 1 (two made one) = 5; 5 − 1 + 1 back + 1 (one made two).
    "evolution": """
        2022/total | 6
        2022/continued | 5
        2022/ended | 1
        2023/total | 5; by splits and mergers −1
        2023/continued | 4
        2023/ended | 1
        2023/unchanged | 1
        2023/transformed | 3
        2023/new | 1
        2024/total | 6; by splits and mergers 1
        2024/unchanged | 2
        2024/transformed | 3
        2024/new | 0
        2024/returned | 1
    """,
    # each under the first class that holds; Elm came to North Hub, and ended there
    "trajectories": """
        2022/total | 6
        2022/ended | 1
        2023/total | 5
        2023/split_or_merged | 1
        2023/coverage | 0
        2023/moved | 1
        2023/renamed | 1
        2023/returned | 0
        2023/unchanged | 1
        2023/new | 1
        2023/ended | 1
        2024/total | 6
        2024/split_or_merged | 2
        2024/coverage | 1
        2024/moved | 0
        2024/renamed | 0
        2024/returned | 1
        2024/unchanged | 2
        2024/new | 0
    """,
    "partnerships_by_host": """
        all | 6; range over hosts 3; mean of hosts 3
        North Hub | 3
        South Hub | 3
    """,
    # only Grove is of the city
    "scope": """
        city | 1; 17%
        county | 5; 83%
    """,
    "topics": """
        reading | 2; named 2; hosts with at least one 1; hosts with at least two 1; not named 0
        reading | scope city 0; scope city 0%; scope county 2; scope county 100%; new 0; new 0%
        maths | 2; named 2; hosts with at least one 2; hosts with at least two 0; not named 0
        maths | scope city 0; scope city 0%; scope county 2; scope county 100%; new 0; new 0%
        health | 1; named 1; hosts with at least one 1; hosts with at least two 0; not named 0
        health | scope city 0; scope city 0%; scope county 1; scope county 100%; new 0; new 0%
        attendance | 1; named 1; hosts with at least one 1; hosts with at least two 0; not named 0
        attendance | scope city 1; scope city 100%; scope county 0; scope county 0%; new 0; new 0%
    """,
    # 7, 10; 14, 18; 32, 50
    "active_size": """
        total/small | 2; 33%
        total/medium | 2; 33%
        total/large | 2; 33%
        total/total | reporting 6; not reporting 0; members 131; smallest 7; largest 50; median 16
        reading/small | 1; 50%
        reading/medium | 1; 50%
        reading/large | 0; 0%
        reading/total | 2
        maths/small | 0; 0%
        maths/medium | 1; 50%
        maths/large | 1; 50%
        maths/total | 2
        health/small | 0; 0%
        health/medium | 0; 0%
        health/large | 1; 100%
        health/total | 1
        attendance/small | 1; 100%
        attendance/medium | 0; 0%
        attendance/large | 0; 0%
        attendance/total | 1
    """,
    # schools 5+10+18+20+6+25 = 84 of 131, universities 47; only Cedar has no university
    # 15 and 6 of 21; 38 and 12 of 50; 25 and 25 of 50; 6 and 4 of 10
    "composition": """
        total/school | 64%; with at least one 6; with at least one 100%
        total/university | 36%; with at least one 5; with at least one 83%
        total/school+university | with at least one 5; with at least one 83%
        reading/school | 71%
        reading/university | 29%
        maths/school | 76%
        maths/university | 24%
        health/school | 50%
        health/university | 50%
        attendance/school | 60%
        attendance/university | 40%
        reading/total | partnerships 2
        maths/total | partnerships 2
        health/total | partnerships 1
        attendance/total | partnerships 1
    """,
    # 4, 5; 12, 20; 30, 60 in 2022, 6, 9; 30, 31 in 2023
    "sizes": """
        2022/total | reporting 6; not reporting 0; smallest 4; median 16; largest 60
        2022/Ash Reading | 4
        2022/Birch Reading | 12
        2022/Cedar Maths | 20
        2022/Dogwood Maths | 30
        2022/Elm Health | 5
        2022/Fir Health | 60
        2023/total | reporting 4; not reporting 1; smallest 6; median 19.5; largest 31
        2023/Ash Reading | 6
        2023/Birch and Cedar Union | 30
        2023/Dogwood Numbers | 31
        2023/Elm Health | ?
        2023/Grove Attendance | 9
        2024/total | reporting 6; not reporting 0; smallest 7; median 16; largest 50
        2024/Ash Reading | 7
        2024/Birch Writing | 14
        2024/Cedar Geometry | 18
        2024/The Dogwood Numbers Partnership | 32
        2024/Grove Attendance | 10
        2024/Fir Health | 50
    """,
    # 86 and 45 of 131 without Elm's none; 56 and 20 of 76, Elm left out; 84 and 47 of 131
    "composition_by_period": """
        2022/school | 66%; with at least one 6
        2022/university | 34%; with at least one 4
        2022/total | members 131; types not known 0
        2023/school | 74%; with at least one 4
        2023/university | 26%; with at least one 4
        2023/total | members 76; types not known 1
        2024/school | 64%; with at least one 6
        2024/university | 36%; with at least one 5
        2024/total | members 131; types not known 0
    """,
    # 2023: Grove is new with 9, Fir had 60; Ash +2, the union of 12 and 20 -2, Dogwood +1; Elm had
    # 5 and does not say. 131 + 9 - 60 + 1 - 5 = 76. 2024: Ash, Dogwood, Grove +1 each, the union's
    # two halves +2; Fir is back with 50; that Elm, which did not say, ended is not counted.
    "member_change": """
        2022/total | 131
        2023/total | 76
        2023/new | 9
        2023/ended | −60
        2023/continued | 1
        2023/dropped | −5
        2024/total | 131
        2024/continued | 5
        2024/returned | 50
    """,
    # The union's two halves have new names, and one a new topic; Ash has a new scope. Of the five
    # that went on, North Hub has those three; South Hub has two unchanged and Fir.
    "transformations": """
        all/split_or_merged | 2; any reason 2; hosts with at least one 1
        all/coverage | 1; any reason 2; hosts with at least one 1
        all/moved | 0; any reason 0; hosts with at least one 0
        all/renamed | 0; any reason 2; hosts with at least one 1
        all/returned | 1; any reason 1; hosts with at least one 1
        all/unchanged | 2; hosts with at least one 1; hosts with more than half 1
        all/new | 0; hosts with at least one 0
        all/total | 6
        all/transformed | any reason 3; hosts with at least one 1; hosts with at least half 1
        all/split | any reason 2
        all/merged | any reason 0
        all/topic | any reason 1
        North Hub/split_or_merged | 2
        North Hub/coverage | 1
        North Hub/moved | 0
        North Hub/renamed | 0
        North Hub/returned | 0
        North Hub/unchanged | 0
        North Hub/new | 0
        North Hub/total | 3
        South Hub/split_or_merged | 0
        South Hub/coverage | 0
        South Hub/moved | 0
        South Hub/renamed | 0
        South Hub/returned | 1
        South Hub/unchanged | 2
        South Hub/new | 0
        South Hub/total | 3
    """,
}
COUNTED = {"six": SIX, "six_wide": WIDE, "six_three": THREE}
TITLES = {
    ("six", "partnerships_by_host"): "Six partnerships operated in 2024, three in each hub",
    ("six", "scope"): "Scopes “city” and “county” were equally common: 3 of 6 partnerships each",
    ("six", "topics"): "Reading, maths, and health were the most common topic areas: 2 of 6 "
    "partnerships each",
    ("six", "active_size"): "Of the 5 partnerships with a known number, 2 had 11–25 members and 2 "
    "had more than 25",
    ("six", "sizes"): "Partnerships in 2024 had 4 to 60 members, with a median of 20",
    ("six", "not_known"): "The number of members of one partnership in 2024 is not known; seven "
    "exhibits are left out",
    ("six", "composition"): "School and University made up all members: 64 percent and 36 percent",
    ("six", "partnership_list"): "The 6 partnerships of 2024, with what is known of each",
    ("six_wide", "partnerships_by_host"): "Six circles operated in 2024/25, three in each hub",
    ("six_wide", "scope"): "Scopes “valley”, “town”, and “street” were equally common: 2 of 6 "
    "circles each",
    ("six_wide", "topics"): "Reading, play, and food were the most common topic areas: 2 of 6 "
    "circles each",
    ("six_wide", "active_size"): "Of the 5 circles with a known number, 2 had 6–10 families and "
    "schools",
    ("six_wide", "sizes"): "Circles in 2024/25 had 3 to 25 families and schools, with a median of "
    "10",
    ("six_wide", "not_known"): "The number of families and schools of one circle in 2024/25 is not "
    "known; seven exhibits are left out",
    ("six_wide", "composition"): "Families and Schools made up all members: 61 percent and 39 "
    "percent",
    ("six_wide", "partnership_list"): "The 6 circles of 2024/25, with what is known of each",
    ("six_three", "evolution"): "Four of the five partnerships of 2023 lasted; of the six of 2024, "
    "three are changed versions of earlier ones",
    ("six_three", "trajectories"): "One partnership began, two ended, and one returned after a gap "
    "between 2022 and 2024",
    ("six_three", "since_last_period"): "The 6 partnerships of 2024: two split, one changed scope, "
    "one returned after a gap, and two unchanged; one of 2023 ended",
    ("six_three", "partnerships_by_host"): "Six partnerships operated in 2024, three in each hub",
    ("six_three", "scope"): "Five of the six partnerships had the scope “county”",
    ("six_three", "topics"): "Reading and maths were the most common topic areas: 2 of 6 "
    "partnerships each",
    ("six_three", "active_size"): "Of the 6 partnerships with a known number, 2 had 10 or fewer "
    "members, 2 had 11–25, and 2 had more than 25",
    ("six_three", "sizes"): "Partnerships in 2024 had 7 to 50 members, with a median of 16",
    ("six_three", "composition_by_period"): "School made up 66 percent of members in 2022 and 64 "
    "percent in 2024",
    ("six_three", "member_change"): "The number of members rose from 76 in 2023 to 131 in 2024: "
    "+50 in partnerships that came back and +5 in those that went on",
    ("six_three", "not_known"): "One exhibit is left out",
    ("six_three", "composition"): "School and University made up all members: 64 percent and 36 "
    "percent",
    ("six_three", "transformations"): "Three of the six partnerships of 2024 are changed versions "
    "of earlier ones, two are unchanged, and one returned after a gap",
    ("six_three", "partnership_list"): "The 6 partnerships of 2024, with what is known of each",
}
