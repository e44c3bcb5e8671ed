using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Predicting;

/// <summary>Passes cells on to two.</summary>
internal sealed class TwoSinks(ICellSink first, ICellSink second) : ICellSink
{
    public void AddMissing(long line)
    {
        first.AddMissing(line);
        second.AddMissing(line);
    }

    public void AddNumber(double value, long line)
    {
        first.AddNumber(value, line);
        second.AddNumber(value, line);
    }

    public void AddTime(double seconds, long line)
    {
        first.AddTime(seconds, line);
        second.AddTime(seconds, line);
    }

    public void AddText(ReadOnlySpan<byte> text, long line)
    {
        first.AddText(text, line);
        second.AddText(text, line);
    }
}
