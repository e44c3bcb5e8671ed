using System.Runtime.CompilerServices;

namespace Counterweight.Core.Work;

/// <summary>
/// Cuts work into items of a fixed size, never into one share a thread, so that the number of threads cannot change
/// what is added to what.
/// </summary>
internal static class WorkItems
{
    /// <summary>Threads beyond which asking for more only fills the pool's queue.</summary>
    public static readonly int MostThreads = Math.Max(64, Environment.ProcessorCount);

    /// <summary>Items of <paramref name="itemLength"/> elements that <paramref name="length"/> elements are cut into; the last may be shorter.</summary>
    public static int Count(long length, int itemLength) => (int)((length + itemLength - 1) / itemLength);

    /// <summary>The elements of an item: where they start and how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (nint Start, int Length) Range(int item, int itemLength, long length)
    {
        var start = (nint)item * itemLength;
        return (start, (int)Math.Min(itemLength, length - start));
    }

    /// <summary>Runs items 0 … count − 1 on at most <paramref name="degreeOfParallelism"/> threads, the caller's included.</summary>
    /// <remarks>
    /// Each thread works on its own copy of <paramref name="job"/> and takes the next item that is free; the copies
    /// are merged one after the other in no particular order, so <see cref="IWorkJob{TSelf}.Merge"/> must be exact.
    /// One thread allocates nothing.
    /// </remarks>
    public static void Run<TJob>(ref TJob job, int count, int degreeOfParallelism)
        where TJob : struct, IWorkJob<TJob>
    {
        var threads = Math.Min(Math.Min(degreeOfParallelism, MostThreads), count);
        if (threads <= 1)
        {
            for (var item = 0; item < count; item++)
            {
                job.Run(item);
            }

            return;
        }

        job = new WorkTeam<TJob>(job, count, threads).Run();
    }
}
