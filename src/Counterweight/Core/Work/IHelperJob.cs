namespace Counterweight.Core.Work;

/// <summary>A job that other threads may help with.</summary>
internal interface IHelperJob : IThreadPoolWorkItem
{
    /// <summary>Whether all of it is done or being done, so that nobody need come.</summary>
    bool IsTaken { get; }
}
