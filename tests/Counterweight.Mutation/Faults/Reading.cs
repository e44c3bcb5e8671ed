namespace Counterweight.Mutation.Faults;

/// <summary>What the command makes of the bytes of a file: text, records, cells, columns.</summary>
internal static class ReadingFaults
{
    private const string Numbers = "Counterweight.Cli.Tests: *.NumberTests *.WidenedNotationTests";
    private const string Missing = "Counterweight.Cli.Tests: *.MissingTests";
    private const string Times = "Counterweight.Cli.Tests: *.TimeTests";
    private const string Columns = "Counterweight.Cli.Tests: *.RawColumnBuilderTests";
    private const string Sources = "Counterweight.Cli.Tests: *.SourceTests";
    private const string Encodings = "Counterweight.Cli.Tests: *.TextEncodingTests";
    private const string Foreign = "Counterweight.Cli.Tests: *.ForeignFormatTests";
    private const string Delimited = "Counterweight.Cli.Tests: *.DelimitedReaderTests";
    private const string Headers = "Counterweight.Cli.Tests: *.HeaderTests";
    private const string Hostile = "Counterweight.Cli.Tests: *.HostileTests";
    private const string Arff = "Counterweight.Cli.Tests: *.ArffReaderTests";
    private const string LibSvm = "Counterweight.Cli.Tests: *.LibSvmReaderTests";
    private const string Columnar = "Counterweight.Cli.Tests: *.ColumnarReaderTests";
    private const string Doors = "Counterweight.Cli.Tests: *.DoorTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("percent signs are passed over", "NumberNotation.cs", "length += Hundredth.Length;", "", Numbers),
        new("a percentage is rounded twice", "NumberNotation.cs", "value = shape.IsNegative ? -number : number;", "number = shape.IsPercent ? number * 100 / 100 : number;\n        value = shape.IsNegative ? -number : number;", Numbers),
        new("a percent sign may be missing", "NumberNotation.cs", " || (IsPercent && !shape.IsPercent && number != 0)", "", Numbers),
        new("any currency will do", "NumberNotation.cs", "shape.Currency == 0 || shape.Currency == Currency", "shape.Currency == 0 || Currency > 0", Numbers),
        new("infinity is a number", "NumberNotation.cs", "length == text.Length && double.IsFinite(value);", "length == text.Length;", Numbers),
        new("what follows a number is passed over", "NumberNotation.cs", "&& length == text.Length && double", "&& double", Numbers),
        new("parentheses are no minus", "NumberShape.cs", "isInParentheses || sign < 0", "sign < 0", Numbers),
        new("a minus within parentheses is taken", "NumberShape.cs", "(isInParentheses && sign != 0) || ", "", Numbers),
        new("two currencies are one", "NumberShape.cs", "(before > 0 && after > 0) || ", "", Numbers),
        new("a first group has any number of digits", "NumberBody.cs", "digits is 0 or > 3 ||", "digits is 0 ||", Numbers),
        new("groups begin with nought", "NumberBody.cs", "digits is 0 or > 3 || whole[0] == '0'", "digits is 0 or > 3", Numbers),
        new("a comma at the end is a decimal mark", "NumberBody.cs", "&& !endsWithComma\n", "", Numbers),
        new("fifteen digits are sixteen", "ShortDecimal.cs", "count is 0 or > MostDigits", "count is 0 or > MostDigits + 2", Numbers),
        new("a tie of notations goes to the comma", "NumberNotationFinder.cs", "file.PrefersComma ? CommaFirst : PointFirst", "file.PrefersComma ? PointFirst : CommaFirst", Numbers),
        new("the marks of texts are not those of rows", "NumberNotationFinder.cs", ".Accepts(shapes[code]) ? texts.Rows(code) : 0;", ".Accepts(shapes[code]) ? 1 : 0;", Numbers),
        new("semicolons tell nothing of commas", "FileNotation.cs", "commaColumns == pointColumns ? separator == ';' :", "commaColumns == pointColumns ? false :", Numbers),
        new("a point is decimal whatever the file says", "PlainNumbers.cs", "return hasPoint || !isUncertain;", "return true;", Numbers),
        new("a notation is widened against its decimal mark", "MeasuredCells.cs", "NumberMarks.Point => NumberMarks.AnyPoint,", "NumberMarks.Point => NumberMarks.AnyPoint | NumberMarks.AnyComma,", Numbers),
        new("whole numbers keep a point for their mark", "MeasuredCells.cs", "NumberMarks.Point or NumberMarks.Comma when AreWhole() => NumberMarks.AnyPoint | NumberMarks.AnyComma,\n            ", "", Numbers),
        new("a percent sign widens the notation", "MeasuredCells.cs", "!shape.IsNumber || shape.IsPercent != notation.IsPercent || isOtherCurrency", "!shape.IsNumber || isOtherCurrency", Numbers),
        new("another currency widens the notation", "MeasuredCells.cs", "shape.IsPercent != notation.IsPercent || isOtherCurrency", "shape.IsPercent != notation.IsPercent", Numbers),
        new("bad cells of the first thousand are one each", "MeasuredCells.cs", "badCellCount += rows;", "badCellCount++;", Columns),
        new("missing cells of the first thousand are not counted", "MeasuredCells.cs", "missingCount += texts.Rows(code);", "missingCount += 0;", Columns),
        new("a user's number is no missing value among many", "MeasuredCells.cs", "!missing.HasNumbers && ", "", Missing),

        new("Fortran's numbers may stand among others", "NumberNotationFinder.cs", " && shapes.All(shape => shape.IsFortran || !shape.IsNumber)", "", Numbers),
        new("a number of Fortran needs no point", "NumberBody.cs", "if (exponent is 'd' or 'D' && !body", "if (exponent is 'x' && !body", Numbers),
        new("a notation that is widened is Fortran's no more", "MeasuredCells.cs", "notation with { Marks = wider, ", "notation with { IsFortran = false, Marks = wider, ", Numbers),
        new("a lakh is like other numbers", "MeasuredCells.cs", "Math.Abs(values[row]) < Lakh", "Math.Abs(values[row]) < double.MaxValue", Numbers),
        new("Indian groups begin with nought", "NumberBody.cs", "digits is not (1 or 2) || whole[0] == '0'", "digits is not (1 or 2)", Numbers),
        new("Indian groups are of any length", "NumberBody.cs", "|| Digits(whole[1..3]) != 2", "|| Digits(whole[1..3]) < 1", Numbers),
        new("the last Indian group is of any length", "NumberBody.cs", "whole[^LastGroup] != ',' || ", "", Numbers),
        new("databases have no missing values", "MissingMarkers.cs", ", @\"\\N\",", ",", Missing),
        new("missing markers have their letter case", "MissingMarkers.cs", "(Ascii.EqualsIgnoreCase(text, marker) || text.SequenceEqual(marker))", "text.SequenceEqual(marker)", Missing),
        new("words in any letter case are missing among texts", "CodedColumn.cs", "for (var code = 0; code < texts.Count && isText; code++)", "for (var code = 0; code < 0 && isText; code++)", Missing),
        new("a user's number is missing as it is written alone", "CodedColumn.cs", "if (file.Missing.Contains(numbers[code]))", "if (file.Missing.Contains(texts.Bytes(code)))", Missing),
        new("midnight is noon", "TimeOfDay.cs", "(hour % 12) + (isAfternoon ? 12 : 0)", "hour + (isAfternoon ? 12 : 0)", Times),
        new("offsets go the other way", "TimeOfDay.cs", "+ minute - offset) * 60)", "+ minute + offset) * 60)", Times),
        new("every year has a 29 February", "TimeText.cs", "day <= DateTime.DaysInMonth(year, month)", "day <= DateTime.DaysInMonth(2024, month)", Times),
        new("the month is first among decimal commas", "TimeNotationFinder.cs", "(day == month && file.PrefersComma)", "(day == month && !file.PrefersComma)", Times),
        new("nobody hears of an order that was guessed", "TimeNotationFinder.cs", "day == month && example >= 0 && 2 * day", "day != month && example >= 0 && 2 * day", Times),

        new("a column of one text in seven is one of numbers", "RawColumnBuilder.cs", "public const double NearlyAll = 0.99;", "public const double NearlyAll = 0.7;", Columns),
        new("the last code has two meanings", "RawColumnBuilder.cs", "if (code == MostTexts)", "if (code == MostTexts + 1)", Columns),
        new("counting may leave numbers out", "Distinctness.cs", "values[row] == values[row - 1] + 1", "values[row] > values[row - 1]", Columns),
        new("two missing values are distinct", "Distinctness.cs", "if (missing > 1 || ", "if (", Columns),
        new("a text is known by its hash's place", "Reading/Columns/TextTable.cs", "hashes[code] == hash && this[code].SequenceEqual(text)", "this[code].Length == text.Length && hashes[code] % 8 == hash % 8", Columns),
        new("a list forgets where a chunk begins", "ChunkedList.cs", "last.AsSpan(0, used).CopyTo(destination[(FullChunks * ChunkLength)..]);", "last.AsSpan(0, used).CopyTo(destination);", Columns),
        new("a text of megabytes is kept", "RawColumnBuilder.cs", "text.Length > MostTextBytes - texts.ByteCount", "text.Length > int.MaxValue - texts.ByteCount", Columns),
        new("a word of a category is a missing value", "CategoryColumnBuilder.cs", "NewCode(categories[place], missing.Contains(categories[place]), line)", "NewCode(categories[place], new Cells.MissingMarkers([]).ContainsExactly(System.Text.Encoding.UTF8.GetBytes(categories[place])), line)", Arff),

        new("the first separator that fits is taken", "Dialect.cs", "if (fit > bestFit && (", "if (bestFit == 0 && fit > 0 && (", Delimited),
        new("spaces fit as well as others", "Dialect.cs", "SpacesHandicap = 0.9", "SpacesHandicap = 1.2", Delimited),
        new("spaces need no regular first record", "Dialect.cs", "(!separator.IsSpaces || counts.IsFirstRegular)", "(!separator.IsSpaces || counts.Fields > 0)", Delimited),
        new("Excel's line is a record", "Dialect.cs", "line.Length == 5 && Ascii", "line.Length == 6 && Ascii", Delimited),
        new("the lines of a preface are not counted", "Dialect.cs", "length;\n            lines++;", "length;", Delimited),
        new("separators within quotes count", "SampleSplitter.cs", "position < text.Length && text[position] == '\"')\n        {\n            SkipQuoted", "position < text.Length && text[position] == '`')\n        {\n            SkipQuoted", Delimited),
        new("numbers tell nothing of the separator", "SampleCounts.cs", "* (1 + ((double)Measured / Math.Max(1, Cells)))", "", Delimited),
        new("the label's name makes no header", "HeaderFinder.cs", ".Select(name => name.Trim()).ToHashSet(", ".ToHashSet(", Headers),
        new("a label's number is a name", "HeaderFinder.cs", " && !int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)", "", Headers),
        new("missing values hide a column of numbers", "HeaderFinder.cs", "else if (!missing.Contains(records[row][column]))", "else", Headers),
        new("a value that occurs again is a name", "HeaderFinder.cs", "hasNumber || Enumerable.Range(0, columns).Any(column => OccursBelow(records, column, missing))", "hasNumber", Headers),
        new("row names of R are a column too many", "Beginning.cs", "first.FieldCount > 1 && first.FieldCount == usual - 1", "first.FieldCount > 1 && first.FieldCount == usual - 2", Headers),
        new("comments are records of one field", "TableRows.cs", "if (!isWhole && record.MayBeComment)", "if (isWhole && record.MayBeComment)", Delimited),
        new("the end of file of DOS is a record", "TableRows.cs", "(IsBlank(record, 0) || record[0].SequenceEqual(EndOfFile))", "IsBlank(record, 0)", Delimited),
        new("a broken quote is read as text", "TableRows.cs", "isWhole &= !record.HasBrokenQuote;", "", Delimited),
        new("spaces within quotes are squeezed", "SpacesStream.cs", "state = value == '\"' && state != State.Field ? State.Quoted : State.Field;", "state = State.Field;", Delimited),
        new("a quote after a space opens no field", "Records.cs", "if (malformed == CsvMalformedReason.StrayQuote && !", "if (malformed == CsvMalformedReason.UnterminatedQuote && !", Delimited),
        new("a record may be of any length", "Records.cs", "MaxRecordSize = mostBytes,", "", Hostile),

        new("what is open need not be what was given", "StandardInput.cs", " || (flags & CloseOnExec) != 0", "", "Counterweight.Cli.Tests: *.ProcessTests"),
        new("a second gzip member is lost", "ContentReader.cs", "if (++gzipDepth > 2)", "if (++gzipDepth > 1)", Sources),
        new("zip files nest", "ContentReader.cs", "if (++zipDepth > 1)", "if (++zipDepth > 2)", Sources),
        new("a file in a zip file is not checked", "CheckedStream.cs", "(count == length && crc.GetCurrentHashAsUInt32() == checksum)", "count == length", Sources),
        new("bytes after a gzip file are dropped", "GzipMembers.cs", "if (!rest.ContainsAnyExcept((byte)0) && bytes.IsZeroToTheEnd())", "if (isFound)", "Counterweight.Cli.Tests: *.GzipTests"),
        new("hidden files in a zip file are tables", "ZipEntries.cs", " && !entry.Name.StartsWith('.')", "", Sources),
        new("a pipe is progress to a known end", "CountedStream.cs", "(length >= 0 ? Math.Min(count, length) : count, length)", "(count, Math.Max(length, count))", Sources),
        new("waiting for a pipe cannot be ended", "InterruptibleStream.cs", ".WaitAsync(cancellation)", "", Sources),
        new("a line feed after a return is a line", "LineReader.cs", "start += buffer[start] == '\\n' ? 1 : 0;", "", Arff),
        new("the byte order mark is text", "TextEncoding.cs", "bytes.Skip(mark?.Length ?? 0);", "bytes.Skip(0);", Encodings),
        new("UTF-16 without a mark is the other way round", "TextEncoding.cs", "even < odd ? Encoding.Unicode : Encoding.BigEndianUnicode", "even < odd ? Encoding.BigEndianUnicode : Encoding.Unicode", Encodings),
        new("UTF-32 is UTF-16", "TextEncoding.cs", "([0xFF, 0xFE, 0, 0], Encoding.UTF32),\n        ([0, 0,", "([0, 0,", Encodings),
        new("a character that is cut is none", "Utf8Text.cs", "return needed > length ? length : 0;", "return 0;", Encodings),
        new("text of two encodings is of one", "Utf8Text.cs", "isAscii && certainty == Utf8Certainty.Assumed", "certainty == Utf8Certainty.Assumed", Encodings),
        new("what the user says is doubted", "Utf8Text.cs", "if (certainty == Utf8Certainty.Said)", "if (certainty == Utf8Certainty.Marked)", Encodings),
        new("bytes without a character become one", "Windows1252.cs", "Encodings.Windows1252.GetString([(byte)value])", "Encoding.ASCII.GetString([(byte)value])", Encodings),
        new("lines of old Macs are not counted", "LineBreaks.cs", "var count = text.Count((byte)'\\n');\n        return count > 0 ? count : text.Count((byte)'\\r');", "return text.Count((byte)'\\n');", Encodings),
        new("bytes that mean nothing are passed over", "DecodedText.cs", "Refuse(text, Nothing, $\"is not {name} text\");", "", Encodings),
        new("binary data are text", "ForeignFormat.cs", "start.Count((byte)0) > 1 + (start.Length / 64)", "start.Count((byte)0) > start.Length", Foreign),
        new("a brace makes JSON", "ForeignFormat.cs", "next is [(byte)'\"', ..] && HasKey(next[1..]) || ", "", Foreign),

        new("a value that ARFF does not declare is missing", "ArffColumn.cs", "Refuse(value, \"is none of the attribute's values\", line);", "AddMissing(line);", Arff),
        new("a quoted question mark is missing", "ArffColumn.cs", "if (!isQuoted && value is [] or [(byte)'?'])", "if (value is [] or [(byte)'?'])", Arff),
        new("absent cells are missing", "ArffColumn.cs", "categories?.Add(0, line);", "categories?.AddMissing(line);", Arff),
        new("a percent sign in a value begins a comment", "ArffTokens.cs", "if (percent == 0 || IsSpace(value[percent - 1]))", "if (percent >= 0)", Arff),
        new("sparse rows may say a cell twice", "ArffReader.cs", "if (lineOfCell[column] == number)", "if (lineOfCell[column] == -1)", Arff),
        new("an absent feature is missing", "LibSvmReader.cs", "isMentioned ? values[next++] : 0", "isMentioned ? values[next++] : double.NaN", LibSvm),
        new("indices begin with 1 always", "LibSvmReader.cs", "Enumerable.Range(hasIndexZero ? 0 : 1,", "Enumerable.Range(1,", LibSvm),
        new("an index may be said twice", "LibSvmReader.cs", "if (rowOfIndex[index] == row)", "if (rowOfIndex[index] == -2)", LibSvm),
        new("indices of the first lines may fall", "LibSvmReader.cs", " || index <= last)", ")", LibSvm),
        new("sparse cells change places", "SparseCells.cs", "starts[column + 1] += starts[column];", "starts[column + 1] += 0;", LibSvm),
        new("great whole numbers are rounded", "ArrowCells.cs", "if (Math.Abs(number) < ExactWhole)", "if (Math.Abs(number) <= double.MaxValue)", Columnar),
        new("whole numbers of four bytes are none", "WholeArrays.cs", "case UInt32Array wholes:\n                visitor.Visit(wholes);\n                return true;", "case UInt32Array wholes:\n                return false;", Columnar),
        new("milliseconds of Arrow are seconds", "ArrowCells.cs", "TimeUnit.Millisecond => 1e3,", "TimeUnit.Millisecond => 1,", Columnar),
        new("missing places of a dictionary are the first", "ArrowCells.cs", "array.IsNull(i) ? -1 :", "array.IsNull(i) ? 0 :", Columnar),
        new("bytes of Arrow are text", "ArrowCells.cs", "if (Utf8.IsValid(text) && !text.Contains((byte)0))", "if (true)", Columnar),
        new("a dictionary means the same in every batch", "ArrowColumn.cs", "texts.Places[place]", "place", Columnar),
        new("rows of batches begin anew", "ColumnarReader.cs", "columns[place].Add(batch.Column(place), rows + 1);", "columns[place].Add(batch.Column(place), 1);", Columnar),
        new("the index of pandas has a name", "ColumnarReader.cs", " && !schema.FieldsList[place].Name.StartsWith(PandasIndex, StringComparison.Ordinal)", "", Columnar),
        new("texts that look alike are found by their letters", "SimilarTexts.cs", ".ToUpperInvariant()", "", Doors),
        new("numbers that look alike are found by their texts", "SimilarTexts.cs", "text.IsNumber\n", "text.IsMissing\n", Doors),
        new("letters are composed as they are", "SimilarTexts.cs", "DecomposedText.Of(text.Text).Split", "text.Text.Split", "Counterweight.Cli.Tests: *.DecomposedTextTests"),
        new("marks have an order", "DecomposedText.cs", "Array.Sort(runes, start, end - start);", "", "Counterweight.Cli.Tests: *.DecomposedTextTests"),
        new("syllables have no end", "DecomposedText.cs", "yield return new Rune(Hangul.BeforeTrailing + trailing);", "yield break;", "Counterweight.Cli.Tests: *.DecomposedTextTests"),
        new("of two columns of one look the first is meant", "NamedColumns.cs", "ToArray() is [var alike] ?", "ToArray() is [var alike, ..] ?", "Counterweight.Cli.Tests: *.DecomposedTextTests"),
        new("columns without cells are kept", "DelimitedReader.cs", "while (kept > 1 && !columns", "while (kept > 1000 && !columns", Delimited),
    ];
}
