using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Sorting;

/// <summary>Sorts the rows of all features; an item is a feature.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SortedOrdersJob<T>(T* values, int count, nint featureStride, nint rowStride, int* orders, bool* isDistinct) : IWorkJob<SortedOrdersJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers of workspace that the order of so many rows takes.</summary>
    public static long WorkspaceLength(int count) => ((sizeof(T) / 2) + 1) * (long)count;

    public void Run(int item)
    {
        var from = values + (item * featureStride);
        var rows = orders + (item * (nint)count);
        var workspace = ArrayPool<long>.Shared.Rent(checked((int)WorkspaceLength(count)));
        fixed (long* work = workspace)
        {
            // Behind the entries eight bytes a row: sorted values, with the floats they are made of before them.
            var last = (float*)(work + (sizeof(T) / 2 * (nint)count));
            isDistinct[item] = typeof(T) == typeof(float) ? Sort<FloatRadixEntry, float>((float*)from, rowStride, rows, last + count, (FloatRadixEntry*)work)
                : AreSingle((double*)from, last) ? Sort<FloatRadixEntry, float>(last, 1, rows, last + count, (FloatRadixEntry*)work)
                : Sort<DoubleRadixEntry, double>((double*)from, rowStride, rows, (double*)last, (DoubleRadixEntry*)work);
        }

        ArrayPool<long>.Shared.Return(workspace);
    }

    private bool AreSingle(double* from, float* destination)
    {
        for (nint i = 0; i < count; i++)
        {
            var value = from[i * rowStride];
            destination[i] = (float)value;
            if (destination[i] != value && !double.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Sort<TEntry, TValue>(TValue* from, nint stride, int* rows, TValue* sorted, TEntry* workspace)
        where TEntry : unmanaged, IRadixEntry<TEntry, TValue>
        where TValue : unmanaged, IBinaryFloatingPointIeee754<TValue>
    {
        var numbers = RadixSortLoop<TEntry, TValue>.Run(from, stride, count, rows, sorted, workspace);
        var equal = 0;
        for (nint i = 1; i < count; i++)
        {
            equal += sorted[i - 1] < sorted[i] ? 0 : 1;
        }

        return numbers == count && equal == 0;
    }
}
