namespace Counterweight.Cli.Reading.Columnar;

/// <summary>Takes the cells of a typed column.</summary>
internal interface ICellSink
{
    void AddMissing(long row);

    /// <summary>Takes a number; NaN is missing.</summary>
    void AddNumber(double value, long row);

    /// <summary>Takes a time in seconds since 1970.</summary>
    void AddTime(double seconds, long row);

    /// <summary>Takes text as UTF-8.</summary>
    void AddText(ReadOnlySpan<byte> text, long row);
}
