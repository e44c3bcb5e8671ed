using System.Buffers;

namespace Counterweight.Resampling.Under;

/// <summary>Rows copied one after the other, in rented memory that <see cref="Dispose"/> gives back.</summary>
internal ref struct PointSubset
{
    private readonly int featureCount;
    private float[]? values;

    /// <summary>Room for a number of rows.</summary>
    public PointSubset(scoped in LabeledRows data, int capacity)
    {
        featureCount = data.FeatureCount;
        values = ArrayPool<float>.Shared.Rent(checked(capacity * data.FeatureCount));
    }

    /// <summary>Rows that are there.</summary>
    public int Count { get; private set; }

    /// <summary>Their values.</summary>
    public readonly ReadOnlySpan<float> Points => From(0);

    /// <summary>Copies the rows listed.</summary>
    public static PointSubset Of(scoped in LabeledRows data, ReadOnlySpan<int> rows)
    {
        var subset = new PointSubset(in data, rows.Length);
        foreach (var row in rows)
        {
            subset.Add(in data, row);
        }

        return subset;
    }

    /// <summary>The values of all rows from one on.</summary>
    public readonly ReadOnlySpan<float> From(int first) => values.AsSpan(checked(first * featureCount), checked((Count - first) * featureCount));

    /// <summary>Adds a row, for which there is room.</summary>
    public void Add(scoped in LabeledRows data, int row)
    {
        data.Features.Slice(checked(row * featureCount), featureCount).CopyTo(values.AsSpan(checked(Count * featureCount)));
        Count++;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Count = 0;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (values is not null)
        {
            ArrayPool<float>.Shared.Return(values);
            values = null;
        }
    }
}
