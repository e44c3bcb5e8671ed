using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Threading;

/// <summary>Runs items that do not depend on each other on the threads that kernels use.</summary>
/// <remarks>
/// Threads of the pool that have helped stay for 0.3 ms and look for more, before they go back. So a trainer that runs its
/// own loops here, between calls of kernels, does not wait for threads to wake up, as it would between those and
/// <see cref="Parallel"/>.
/// </remarks>
public static class ParallelItems
{
    /// <summary>Runs items 0 … count − 1, and returns when all are done.</summary>
    /// <param name="count">Items, at least 0.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <param name="body">Runs the item of a number, in the caller's execution context; what it changes there ends with the item. Each thread starts with neighbouring items; otherwise they run in any order.</param>
    /// <exception cref="ArgumentNullException">There is no body.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count or the degree of parallelism is outside its range.</exception>
    /// <exception cref="Exception">What an item threw, as it was: the first where several did. Items that had not begun do not run.</exception>
    public static void Run(int count, int degreeOfParallelism, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Guard.AtLeast(count, 0);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var job = new ItemsJob(body);
        WorkItems.Run(ref job, count, degreeOfParallelism);
    }
}
