using System.Globalization;
using System.Text.Json;

namespace Counterweight.Training.Interchange;

/// <summary>A value of a JSON file, and where it stands. What is wrong is told by its place.</summary>
internal readonly struct JsonField(JsonElement element, string place)
{
    /// <summary>Values of a list.</summary>
    public int Count => OfKind(JsonValueKind.Array, "a list").GetArrayLength();

    public JsonField Member(string name) => Find(name) ?? throw Fault(Require.Text($"has no '{name}'"));

    /// <summary>A member that need not be there.</summary>
    public JsonField? Find(string name) =>
        OfKind(JsonValueKind.Object, "an object").TryGetProperty(name, out var value) ? new JsonField(value, place.Length == 0 ? name : Require.Text($"{place}.{name}")) : null;

    public JsonField[] Items()
    {
        var own = place;
        return [.. OfKind(JsonValueKind.Array, "a list").EnumerateArray().Select((value, i) => new JsonField(value, Require.Text($"{own}[{i}]")))];
    }

    public string Text() => OfKind(JsonValueKind.String, "a text").GetString()!;

    /// <summary>An integer, as a number or as digits.</summary>
    public int Integer(int least, int greatest)
    {
        var isNumber = element.ValueKind == JsonValueKind.Number
            ? element.TryGetInt32(out var number)
            : int.TryParse(Text(), NumberStyles.Integer, CultureInfo.InvariantCulture, out number);
        return isNumber && number >= least && number <= greatest ? number : throw Fault(Require.Text($"is {Shown(element)}; it must be an integer in [{least}, {greatest}]"));
    }

    /// <summary>So many integers; true counts as 1.</summary>
    public int[] Integers(int count, int least, int greatest)
    {
        var numbers = new int[count];
        var i = 0;
        foreach (var value in Values(count))
        {
            var isNumber = value.ValueKind switch
            {
                JsonValueKind.Number => value.TryGetInt32(out numbers[i]),
                JsonValueKind.True => (numbers[i] = 1) == 1,
                _ => value.ValueKind == JsonValueKind.False,
            };
            if (!isNumber || numbers[i] < least || numbers[i] > greatest)
            {
                throw Fault(i, Require.Text($"is {Shown(value)}; it must be an integer in [{least}, {greatest}]"));
            }

            i++;
        }

        return numbers;
    }

    /// <summary>So many floats, NaN and infinities among them.</summary>
    public float[] Singles(int count)
    {
        var numbers = new float[count];
        var i = 0;
        foreach (var value in Values(count))
        {
            numbers[i] = value.ValueKind == JsonValueKind.Number ? value.GetSingle() : XGBoostJson.NumberOf(value) ?? throw Fault(i, Require.Text($"is {Shown(value)}; it must be a number"));
            i++;
        }

        return numbers;
    }

    public InvalidDataException Fault(string what) => new(Require.Text($"{(place.Length == 0 ? "The file" : place)} {what}."));

    /// <summary>Of a value of a list.</summary>
    public InvalidDataException Fault(int index, string what) => new(Require.Text($"{place}[{index}] {what}."));

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length > 40 ? string.Concat(text.AsSpan(0, 40), "…") : text;
    }

    private JsonElement.ArrayEnumerator Values(int count) =>
        Count == count ? element.EnumerateArray() : throw Fault(Require.Text($"must have {count} values and has {Count}"));

    private JsonElement OfKind(JsonValueKind kind, string name) => element.ValueKind == kind ? element : throw Fault(Require.Text($"is {Shown(element)}; it must be {name}"));
}
