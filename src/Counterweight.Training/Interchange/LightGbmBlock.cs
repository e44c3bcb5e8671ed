using System.Globalization;
using System.Numerics;

namespace Counterweight.Training.Interchange;

/// <summary>Lines of <c>key=values</c>, values parted by spaces. What is wrong is told by line and key.</summary>
internal sealed class LightGbmBlock
{
    private readonly Dictionary<string, (string Values, int Line)> entries = new(StringComparer.Ordinal);

    public void Add(string line, int number)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        entries[equals < 0 ? line : line[..equals]] = (equals < 0 ? "" : line[(equals + 1)..], number);
    }

    public bool Has(string key) => entries.ContainsKey(key);

    public string[] Texts(string key) => Entry(key).Values.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public int Integer(string key, int least, int greatest)
    {
        var values = Numbers<int>(key, 1);
        return values[0] >= least && values[0] <= greatest ? values[0] : throw Fault(key, Require.Text($"is {values[0]}; it must lie in [{least}, {greatest}]"));
    }

    /// <summary>So many numbers.</summary>
    public T[] Numbers<T>(string key, int count)
        where T : struct, INumber<T>
    {
        var texts = Texts(key);
        if (texts.Length != count)
        {
            throw Fault(key, Require.Text($"must have {count} values and has {texts.Length}"));
        }

        var numbers = new T[count];
        for (var i = 0; i < count; i++)
        {
            if (!T.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !T.IsFinite(numbers[i]))
            {
                throw Fault(key, Require.Text($"has '{texts[i]}', which is no finite {(typeof(T) == typeof(double) ? "number" : "whole number of its range")}"));
            }
        }

        return numbers;
    }

    /// <summary>So many numbers, or zeros where the key is missing.</summary>
    public T[] NumbersOrZeros<T>(string key, int count)
        where T : struct, INumber<T> => Has(key) && Entry(key).Values.Length > 0 ? Numbers<T>(key, count) : new T[count];

    public InvalidDataException Fault(string key, string what) => new(Require.Text($"Line {Entry(key).Line}: {key} {what}."));

    private (string Values, int Line) Entry(string key) =>
        entries.TryGetValue(key, out var entry) ? entry : throw new InvalidDataException(Require.Text($"The LightGBM model has no '{key}' in the block that ends before line {entries.Values.Select(each => each.Line).DefaultIfEmpty(1).Max() + 1}."));
}
