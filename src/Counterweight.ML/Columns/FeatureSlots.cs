using Counterweight.Training.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Columns;

/// <summary>
/// How the slots of a vector are features. Slots that OneHotEncoding made of one value are one feature, whose categories they are
/// (annotation CategoricalSlotRanges); any other slot is a number.
/// </summary>
internal sealed class FeatureSlots
{
    private const string SlotNames = "SlotNames";
    private const string Ranges = "CategoricalSlotRanges";

    // Of each slot its feature, and the number of its category or −1.
    private readonly int[] featureOfSlot;
    private readonly int[] categoryOfSlot;
    private readonly int[] firstSlot;

    private FeatureSlots(string column, int slotCount, string[] slotNames, int[] ranges)
    {
        (Column, SlotCount) = (column, slotCount);
        (featureOfSlot, categoryOfSlot) = (new int[slotCount], new int[slotCount]);
        var features = new List<FeatureSchema>();
        var first = new List<int>();
        for (int slot = 0, range = 0; slot < slotCount;)
        {
            first.Add(slot);
            if (range < ranges.Length && ranges[range] == slot)
            {
                var last = ranges[range + 1];
                for (var place = slot; place <= last; place++)
                {
                    (featureOfSlot[place], categoryOfSlot[place]) = (features.Count, place - slot);
                }

                features.Add(new FeatureSchema(CommonName(slotNames.AsSpan(slot, last + 1 - slot)), DistinctNames.Of(slotNames[slot..(last + 1)])));
                (slot, range) = (last + 1, range + 2);
                continue;
            }

            (featureOfSlot[slot], categoryOfSlot[slot]) = (features.Count, -1);
            features.Add(new FeatureSchema(slotNames[slot], null));
            slot++;
        }

        (Features, firstSlot) = (features, [.. first]);
    }

    /// <summary>The column of the vectors.</summary>
    public string Column { get; }

    /// <summary>Slots of a vector.</summary>
    public int SlotCount { get; }

    /// <summary>What the features are called.</summary>
    public IReadOnlyList<FeatureSchema> Features { get; }

    /// <summary>Whether a feature has categories.</summary>
    public bool HasCategories => Features.Any(feature => feature.Categories is not null);

    /// <summary>The features of a column.</summary>
    public static FeatureSlots Of(DataViewSchema.Column column)
    {
        var size = ((VectorDataViewType)column.Type).Size;
        var names = new string[size];
        for (var slot = 0; slot < size; slot++)
        {
            names[slot] = Refuse.Text($"{column.Name}[{slot}]");
        }

        if (column.Annotations.Schema.GetColumnOrNull(SlotNames) is { } named && named.Type is VectorDataViewType { IsKnownSize: true } vector && vector.Size == size)
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            column.Annotations.GetValue(SlotNames, ref texts);
            foreach (var (slot, text) in texts.Items(all: false))
            {
                names[slot] = text.IsEmpty ? names[slot] : text.ToString();
            }
        }

        VBuffer<int> ranges = default;
        if (column.Annotations.Schema.GetColumnOrNull(Ranges) is not null)
        {
            column.Annotations.GetValue(Ranges, ref ranges);
        }

        return new(column.Name, size, names, Checked([.. ranges.DenseValues()], size));
    }

    /// <summary>The features of a saved model.</summary>
    /// <param name="column">The column of the vectors.</param>
    /// <param name="schema">What the model knows of its features.</param>
    public static FeatureSlots Of(string column, ModelSchema schema)
    {
        var names = new List<string>();
        var ranges = new List<int>();
        foreach (var feature in schema.Features)
        {
            if (feature.Categories is { } categories)
            {
                ranges.AddRange([names.Count, names.Count + categories.Count - 1]);
            }

            names.AddRange(feature.Categories ?? [feature.Name]);
        }

        return new(column, names.Count, [.. names], [.. ranges]);
    }

    /// <summary>The features of a vector. Infinite ones are refused here, where the number of the row is known.</summary>
    /// <param name="vector">All its slots, or those that are not 0.</param>
    /// <param name="row">The number of the row, for messages; null where it is not known.</param>
    /// <param name="features">One value a feature.</param>
    public void Read(in VBuffer<float> vector, long? row, Span<float> features)
    {
        if (vector.Length != SlotCount)
        {
            throw Refuse.Misfit($"Column '{Column}' has {vector.Length} slots{Where(row)}; it must have {SlotCount}, those of the training rows.", Column);
        }

        var values = vector.GetValues();
        if (vector.IsDense && !HasCategories)
        {
            values.CopyTo(features);
            CheckFinite(features, row);
            return;
        }

        for (var feature = 0; feature < features.Length; feature++)
        {
            features[feature] = Features[feature].Categories is null ? 0 : float.NaN;
        }

        var indices = vector.GetIndices();
        for (var i = 0; i < values.Length; i++)
        {
            var slot = vector.IsDense ? i : indices[i];
            var (feature, category) = (featureOfSlot[slot], categoryOfSlot[slot]);
            if (category < 0)
            {
                features[feature] = values[i];
            }
            else if (values[i] != 0)
            {
                features[feature] = values[i] == 1 && float.IsNaN(features[feature]) ? category : throw NotOneHot(slot, row, values[i]);
            }
        }

        CheckFinite(features, row);
    }

    /// <summary>The vector of features, dense: the inverse of <see cref="Read"/>.</summary>
    /// <param name="feature">What tells the value of each feature.</param>
    /// <param name="slots">One value a slot.</param>
    public void Write(Func<int, double> feature, Span<float> slots)
    {
        slots.Clear();
        for (var i = 0; i < firstSlot.Length; i++)
        {
            var value = feature(i);
            if (Features[i].Categories is null)
            {
                slots[firstSlot[i]] = (float)value;
            }
            else if (!double.IsNaN(value))
            {
                slots[firstSlot[i] + (int)value] = 1;
            }
        }
    }

    private static string Where(long? row) => row is { } number ? Refuse.Text($" in row {number}") : "";

    private void CheckFinite(ReadOnlySpan<float> features, long? row)
    {
        for (var feature = 0; feature < features.Length; feature++)
        {
            if (float.IsInfinity(features[feature]))
            {
                throw Refuse.OutOfRange($"Column '{Column}' is {features[feature]} at slot {firstSlot[feature]}{Where(row)}, the feature '{Features[feature].Name}'; it must be finite, or NaN where it is missing.", Column);
            }
        }
    }

    private ArgumentOutOfRangeException NotOneHot(int slot, long? row, float value) => Refuse.OutOfRange(
        $"Column '{Column}' is {value} at slot {slot}{Where(row)}, a category of '{Features[featureOfSlot[slot]].Name}': of its slots one at most may be 1, and the others must be 0. Counts of categories (OneHotEncoding of kind Bag) are no categories.", Column);

    /// <summary>Pairs of first and last slots that ascend and lie in the vector; none where they do not.</summary>
    private static int[] Checked(int[] ranges, int size)
    {
        var next = 0;
        for (var i = 0; i + 1 < ranges.Length; i += 2)
        {
            if (ranges[i] < next || ranges[i + 1] < ranges[i] || ranges[i + 1] >= size)
            {
                return [];
            }

            next = ranges[i + 1] + 1;
        }

        return ranges.Length % 2 == 0 ? ranges : [];
    }

    /// <summary>What the names of slots begin with up to a dot, as Concatenate writes it («Color.red»); where there is nothing, the first name.</summary>
    private static string CommonName(ReadOnlySpan<string> names)
    {
        var common = names[0].Length;
        foreach (var name in names)
        {
            common = names[0].AsSpan(0, common).CommonPrefixLength(name);
        }

        return common > 0 && names[0].LastIndexOf('.', common - 1) is > 0 and var dot ? names[0][..dot] : names[0];
    }
}
