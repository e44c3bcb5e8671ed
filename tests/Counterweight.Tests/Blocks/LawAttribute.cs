namespace Counterweight.Tests.Blocks;

/// <summary>A method that <see cref="LawsOfBlocks"/> runs, with these arguments.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class LawAttribute(params object[] arguments) : Attribute
{
    public object[] Arguments { get; } = arguments;
}
