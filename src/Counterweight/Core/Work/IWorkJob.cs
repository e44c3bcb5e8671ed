namespace Counterweight.Core.Work;

/// <summary>Work cut into items that know nothing of each other.</summary>
internal interface IWorkJob<TSelf>
    where TSelf : struct, IWorkJob<TSelf>
{
    /// <summary>Does one item, adding what it sums to this job's own state.</summary>
    void Run(int item);

    /// <summary>
    /// Adds the sums of a copy that did other items. Exact: the order of merges changes no bit. A job whose items write
    /// to memory and sum nothing has nothing to add.
    /// </summary>
    void Merge(in TSelf other)
    {
    }
}
