using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Evaluation;

/// <summary>Which class a cell names: the same text, with or without space around it, or the same number.</summary>
internal sealed class ClassTexts
{
    /// <summary>A text that stands for a missing value.</summary>
    public const int Missing = -1;

    /// <summary>A text that is no class.</summary>
    public const int Unknown = -2;

    private static readonly MissingMarkers Markers = new([]);

    private readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> byNumber = [];
    private readonly TextTable texts = new();
    private readonly List<int> classes = [];

    /// <param name="names">The classes.</param>
    public ClassTexts(IReadOnlyList<string> names)
    {
        for (var label = 0; label < names.Count; label++)
        {
            byText.TryAdd(names[label], label);
        }

        foreach (var (label, name) in names.Index())
        {
            byText.TryAdd(name.Trim(), label);
            if (TryNumber(name, out var number) && !byNumber.TryAdd(number, label))
            {
                byNumber[number] = Unknown;
            }
        }
    }

    /// <summary>The class, or <see cref="Missing"/>, or <see cref="Unknown"/>.</summary>
    public int Find(ReadOnlySpan<byte> cell, long line)
    {
        var code = texts.GetOrAdd(cell, line);
        if (code == classes.Count)
        {
            classes.Add(Look(cell));
        }

        return classes[code];
    }

    private int Look(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell);
        return byText.TryGetValue(text, out var label) || byText.TryGetValue(text.Trim(), out label) ? label
            : Markers.ContainsExactly(CellText.Trim(cell)) ? Missing
            : TryNumber(text, out var number) && byNumber.TryGetValue(number, out label) ? label
            : Unknown;
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
