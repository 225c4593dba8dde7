//! A place in a JSON document, found again in the text of the document.

use kms_mrk::verdict::{Place, Pointer, Span};

/// The value at `pointer` in `text`.
#[track_caller]
fn value_at<'a>(pointer: &str, text: &'a str) -> &'a str {
    slice(text, &Place::at(pointer.parse().unwrap()))
}

/// The character at `offset` of the decoded string at `/s` in `text`.
#[track_caller]
fn character_at(offset: usize, text: &str) -> &str {
    slice(text, &Place::at(Pointer::to("s")).with_offset(offset))
}

#[track_caller]
fn slice<'a>(text: &'a str, place: &Place) -> &'a str {
    let span = place.span_in(text).unwrap();
    &text[span.start..span.end]
}

#[test]
fn the_root_is_the_document_without_the_space_around_it() {
    let span = Place::at(Pointer::root()).span_in("\n  {\"a\": 1} \n").unwrap();
    assert_eq!(span, Span { start: 3, end: 11, line: 2, column: 3 });
}

#[test]
fn a_member_and_an_element_are_their_values() {
    let text = r#"{"KeyId": "mrk-1", "Tags": [{"TagKey": "a"}, {"TagKey": "b", "TagValue": null}]}"#;
    assert_eq!(value_at("/KeyId", text), r#""mrk-1""#);
    assert_eq!(value_at("/Tags", text), r#"[{"TagKey": "a"}, {"TagKey": "b", "TagValue": null}]"#);
    assert_eq!(value_at("/Tags/1/TagKey", text), r#""b""#);
    assert_eq!(value_at("/Tags/1/TagValue", text), "null");
}

#[test]
fn the_last_of_duplicate_members_counts() {
    let text = r#"{"a": 1, "a": {"b": 2, "b": 3}, "c": 4}"#;
    assert_eq!(value_at("/a/b", text), "3");
    assert_eq!(value_at("/a", text), r#"{"b": 2, "b": 3}"#);
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(value.pointer("/a/b").unwrap(), 3);
}

#[test]
fn a_name_is_compared_as_it_reads_and_not_as_it_is_written() {
    let text = r#"{"a/b": 1, "m~n": 2, "": 3, "~1": 4, "\u00e9\n": 5, "K\u0065y": 6, "\ud800": 7, "z": 8}"#;
    for (name, value) in
        [("a/b", "1"), ("m~n", "2"), ("", "3"), ("~1", "4"), ("é\n", "5"), ("Key", "6"), ("z", "8")]
    {
        assert_eq!(slice(text, &Place::at(Pointer::to(name))), value, "{name:?}");
    }
}

#[test]
fn lines_end_with_lf_or_crlf_and_columns_count_characters() {
    let text = "{\r\n\t\"ключ\": \"日本\", \"x\": 1,\n\"y\": [\n2]\r\n}\r\n";
    let x = Place::at(Pointer::to("x")).span_in(text).unwrap();
    assert_eq!(x, Span { start: 31, end: 32, line: 2, column: 21 });
    assert_eq!(x.line_text(text), "\t\"ключ\": \"日本\", \"x\": 1,");
    let y = Place::at(Pointer::to("y")).span_in(text).unwrap();
    assert_eq!(y, Span { start: 39, end: 43, line: 3, column: 6 });
    assert_eq!(y.line_text(text), "\"y\": [");
    let two = Place::at(Pointer::to("y").item(0)).span_in(text).unwrap();
    assert_eq!(two, Span { start: 41, end: 42, line: 4, column: 1 });
    assert_eq!(two.line_text(text), "2]");
}

#[test]
fn a_missing_value_is_shown_as_the_nearest_value_around_it() {
    let text = r#"{"Tags": [{"TagKey": "a"}], "n": 1e999}"#;
    assert_eq!(value_at("/Tags/0/TagValue", text), r#"{"TagKey": "a"}"#);
    for pointer in
        ["/Tags/1", "/Tags/-", "/Tags/00", "/Tags/+0", "/Tags/", "/Tags/99999999999999999999/TagKey"]
    {
        assert_eq!(value_at(pointer, text), r#"[{"TagKey": "a"}]"#, "{pointer}");
    }
    assert_eq!(value_at("/KeyId/x/y", text), text);
    assert_eq!(value_at("/n/0", text), "1e999");
}

#[test]
fn a_text_that_is_not_json_has_no_places() {
    for text in ["", " ", "{", "{\"a\": 1} x", "{'a': 1}", "\u{feff}{}", "nul", "\"\n\"", "[1,]", "\"\\x\""] {
        assert_eq!(Place::at(Pointer::root()).span_in(text), None, "{text:?}");
    }
}

#[test]
fn an_offset_is_a_character_of_the_decoded_string_in_its_written_form() {
    // Decoded: a " é 😀 \n 😀 é é z, of 1 1 2 4 1 4 2 2 1 bytes.
    let text = r#"{"s": "a\"\u00E9\ud83d\uDE00\n😀é\u00e9z"}"#;
    let decoded: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(decoded["s"], "a\"é😀\n😀ééz");
    let written = ["a", r#"\""#, r"\u00E9", r"\ud83d\uDE00", r"\n", "😀", "é", r"\u00e9", "z"];
    let mut offset = 0;
    for (character, written) in decoded["s"].as_str().unwrap().chars().zip(written) {
        for _ in 0..character.len_utf8() {
            assert_eq!(character_at(offset, text), written, "{offset}");
            offset += 1;
        }
    }
    assert_eq!(offset, 18);
    assert_eq!(
        Place::at(Pointer::to("s")).with_offset(18).span_in(text),
        Some(Span { start: 43, end: 44, line: 1, column: 40 })
    );
}

#[test]
fn an_offset_at_or_after_the_end_is_the_closing_quote() {
    let text = r#"{"s": "ab"}"#;
    for offset in [2, 3, usize::MAX] {
        let span = Place::at(Pointer::to("s")).with_offset(offset).span_in(text);
        assert_eq!(span, Some(Span { start: 9, end: 10, line: 1, column: 10 }), "{offset}");
    }
    assert_eq!(character_at(0, r#"{"s": ""}"#), "\"");
}

#[test]
fn half_a_surrogate_pair_is_one_character() {
    let text = r#"{"s": "\ud83d\u0041\udE00x\ud83d"}"#;
    let starts = [(0, r"\ud83d"), (3, r"\u0041"), (4, r"\udE00"), (7, "x"), (8, r"\ud83d"), (11, "\"")];
    for (offset, written) in starts {
        assert_eq!(character_at(offset, text), written, "{offset}");
    }
}

#[test]
fn an_offset_counts_only_in_a_string_that_is_there() {
    assert_eq!(character_at(1, r#"{"s": [10]}"#), "[10]");
    assert_eq!(character_at(1, r#"{"t": "x"}"#), r#"{"t": "x"}"#);
    assert_eq!(slice(r#""abc""#, &Place::at(Pointer::to("s")).with_offset(1)), r#""abc""#);
}

#[test]
fn an_offset_into_the_whole_document_is_a_byte_of_its_text_which_need_not_be_json() {
    assert_eq!(slice(r#"{"s": oops}"#, &Place::at(Pointer::root()).with_offset(6)), "o");
    assert_eq!(slice(r#"{"s": "#, &Place::at(Pointer::root()).with_offset(6)), "");
}

#[test]
fn a_place_inside_a_policy_is_found_in_the_request_that_carries_it() {
    let policy = "{\n  \"Statement\": [{\"Effect\": \"Alow\"}]\n}";
    let request = serde_json::json!({ "KeyId": "mrk-1", "Policy": policy }).to_string();
    let effect = Place::at("/Statement/0/Effect".parse().unwrap()).span_in(policy).unwrap();
    assert_eq!(effect, Span { start: 29, end: 35, line: 2, column: 28 });
    let place = Place::at(Pointer::to("Policy")).with_offset(effect.start);
    let span = place.span_in(&request).unwrap();
    assert_eq!(&request[span.start..span.end + 4], r#"\"Alow"#);
}

#[test]
fn nesting_of_any_depth_is_fine() {
    const DEPTH: usize = 100_000;
    let arrays = format!("{}7{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let deep = "/0".repeat(50);
    let span = Place::at(deep.parse().unwrap()).span_in(&arrays).unwrap();
    assert_eq!((span.start, span.end), (50, arrays.len() - 50));

    let objects = format!("{}7{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH));
    let span = Place::at(Pointer::to("a").child("a")).span_in(&objects).unwrap();
    assert_eq!((span.start, span.end), (10, objects.len() - 2));

    assert_eq!(Place::at(Pointer::root()).span_in(&"[".repeat(DEPTH)), None);
}

#[test]
fn a_span_covers_whole_characters_of_its_text() {
    let text = "aé\n😀";
    assert_eq!(Span::at_byte(text, 2, 2), Span { start: 1, end: 3, line: 1, column: 2 });
    assert_eq!(Span::at_byte(text, 4, 5), Span { start: 4, end: 8, line: 2, column: 1 });
    assert_eq!(Span::at_byte(text, 3, 3), Span { start: 3, end: 3, line: 1, column: 3 });
    assert_eq!(Span::at_byte(text, 3, 1), Span { start: 3, end: 3, line: 1, column: 3 });
    let after = Span::at_byte(text, 90, usize::MAX);
    assert_eq!(after, Span { start: 8, end: 8, line: 2, column: 2 });
    assert_eq!(after.line_text(text), "😀");
    assert_eq!(Span::at_byte(text, 3, 4).line_text(text), "aé");
    assert_eq!(after.line_text(""), "");
}

#[test]
fn a_pointer_is_escaped_and_read_back() {
    let pointer = Pointer::to("a/b").child("m~n").child("~1").child("").item(10);
    assert_eq!(pointer.as_str(), "/a~1b/m~0n/~01//10");
    assert!(pointer.tokens().eq(["a/b", "m~n", "~1", "", "10"]));
    assert_eq!(pointer.as_str().parse::<Pointer>().unwrap(), pointer);
    assert_eq!(Pointer::default(), Pointer::root());
    assert_eq!("".parse::<Pointer>().unwrap(), Pointer::root());
}

#[test]
fn a_text_that_is_not_a_pointer_says_where() {
    for (text, message) in [
        ("KeyId", "invalid JSON pointer: expected `/`, found `KeyId` at byte 0"),
        ("#/KeyId", "invalid JSON pointer: expected `/`, found `#/KeyId` at byte 0"),
        ("/é~", "invalid JSON pointer: expected `~0` or `~1`, found `~` at byte 3"),
        ("/~0~x/y", "invalid JSON pointer: expected `~0` or `~1`, found `~x/y` at byte 3"),
    ] {
        assert_eq!(text.parse::<Pointer>().unwrap_err().to_string(), message);
    }
}

#[test]
fn places_and_spans_are_written_and_read_as_json() {
    for (place, json) in [
        (Place::at(Pointer::to("KeyId")), r#"{"pointer":"/KeyId"}"#),
        (Place::at(Pointer::to("Policy")).with_offset(7), r#"{"pointer":"/Policy","offset":7}"#),
    ] {
        assert_eq!(serde_json::to_string(&place).unwrap(), json);
        assert_eq!(serde_json::from_str::<Place>(json).unwrap(), place);
    }
    let error = serde_json::from_value::<Place>(serde_json::json!({ "pointer": "KeyId" })).unwrap_err();
    assert_eq!(error.to_string(), "invalid JSON pointer: expected `/`, found `KeyId` at byte 0");
    let span = Span { start: 3, end: 5, line: 2, column: 1 };
    assert_eq!(serde_json::to_string(&span).unwrap(), r#"{"start":3,"end":5,"line":2,"column":1}"#);
}
