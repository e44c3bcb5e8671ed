namespace Counterweight.Core.Work;

/// <summary>A job that other threads may help with.</summary>
internal interface IHelperJob
{
    /// <summary>Whether all of it is done, so that nobody need come.</summary>
    bool IsOver { get; }

    /// <summary>Does what is left of it. Throws nothing.</summary>
    void Help();
}
