namespace Counterweight.Core.Work;

/// <summary>A choice made at compile time: <see cref="On"/> or <see cref="Off"/> as a type argument.</summary>
internal interface IStaticFlag
{
    static abstract bool IsOn { get; }
}

internal readonly struct On : IStaticFlag
{
    public static bool IsOn => true;
}

internal readonly struct Off : IStaticFlag
{
    public static bool IsOn => false;
}
