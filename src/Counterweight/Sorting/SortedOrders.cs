using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Features;

namespace Counterweight.Sorting;

/// <summary>Presorts features for exact split search.</summary>
public static class SortedOrders
{
    /// <summary>Row numbers in ascending order of each feature's values, rows without one last; rows of equal value remain in their order.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">The values.</param>
    /// <param name="orders">Feature f's order at f · rows: rows × features row numbers.</param>
    /// <param name="isDistinct">For each feature whether it has no value twice and none missing.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <remarks>Sorts as <see cref="FeatureSort.Argsort"/> does and rents its workspace. Doubles that are all floats are sorted as floats.</remarks>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The degree of parallelism is below 1, or the rows are too many for a workspace.</exception>
    public static unsafe void Sort<T>(FeatureMatrix<T> data, Span<int> orders, Span<bool> isDistinct, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.ElementType<T>();
        if (SortedOrdersJob<T>.WorkspaceLength(data.RowCount) > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(data), data.RowCount, Guard.Text($"data has {data.RowCount} rows, which need more workspace than an array has."));
        }

        Guard.SameLength(orders.Length, data.Values.Length, nameof(orders), nameof(data));
        Guard.SameLength(isDistinct.Length, data.FeatureCount, nameof(isDistinct), nameof(data));
        Guard.Disjoint<int, T>(orders, data.Values, nameof(orders), nameof(data));
        Guard.Disjoint<bool, T>(isDistinct, data.Values, nameof(isDistinct), nameof(data));
        Guard.Disjoint<int, bool>(orders, isDistinct, nameof(orders), nameof(isDistinct));
        fixed (T* values = data.Values)
        fixed (int* o = orders)
        fixed (bool* d = isDistinct)
        {
            var job = new SortedOrdersJob<T>(values, data.RowCount, data.Layout == FeatureLayout.RowMajor ? 1 : data.RowCount, data.RowStride, o, d);
            WorkItems.Run(ref job, data.FeatureCount, degreeOfParallelism);
        }
    }
}
