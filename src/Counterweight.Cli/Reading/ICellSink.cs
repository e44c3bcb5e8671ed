namespace Counterweight.Cli.Reading;

/// <summary>Takes the cells of a column.</summary>
internal interface ICellSink
{
    /// <param name="line">Line, from 1; the row's number from 1 in formats without lines.</param>
    void AddMissing(long line);

    /// <summary>Takes a number of a format that has numbers; NaN is missing.</summary>
    void AddNumber(double value, long line);

    /// <summary>Takes a time of a format that has times, in seconds since 1970.</summary>
    void AddTime(double seconds, long line);

    /// <summary>Takes text as UTF-8, with or without space around it.</summary>
    void AddText(ReadOnlySpan<byte> text, long line);
}
