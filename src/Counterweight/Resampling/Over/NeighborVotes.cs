using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>Values of nominal features that the neighbors of each point agree on.</summary>
/// <param name="columns">The features.</param>
/// <param name="values">Points × such features.</param>
internal readonly ref struct NeighborVotes(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
{
    public ReadOnlySpan<int> Columns { get; } = columns;

    public ReadOnlySpan<float> Values { get; } = values;

    /// <summary>
    /// For each point and feature the value most of its neighbors have, perhaps with its own: of equally frequent ones that which comes
    /// first, its own before those of its neighbors and the nearest first. Missing values do not vote; where all are, it is missing.
    /// </summary>
    public static NeighborVotes Of(in PointGroup group, ReadOnlySpan<int> columns, bool withOwn, Span<float> values)
    {
        for (var point = 0; point < group.Count; point++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                values[checked((point * columns.Length) + j)] = Winner(in group, point, columns[j], withOwn);
            }
        }

        return new(columns, values);
    }

    private static float Winner(in PointGroup group, int point, int column, bool withOwn)
    {
        var neighbors = group.Neighbors.Slice(checked(point * group.NeighborCount), group.NeighborCount);
        var (winner, most) = (float.NaN, 0);
        for (var i = withOwn ? -1 : 0; i < neighbors.Length; i++)
        {
            var value = Value(in group, point, neighbors, i, column);
            var votes = 0;
            for (var j = withOwn ? -1 : 0; j < neighbors.Length; j++)
            {
                votes += Value(in group, point, neighbors, j, column) == value ? 1 : 0;
            }

            (winner, most) = votes > most ? (value, votes) : (winner, most);
        }

        return winner;
    }

    private static float Value(in PointGroup group, int point, ReadOnlySpan<int> neighbors, int i, int column) =>
        group.Points[checked(((i < 0 ? point : neighbors[i]) * group.FeatureCount) + column)];
}
