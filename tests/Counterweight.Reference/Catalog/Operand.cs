namespace Counterweight.Reference.Catalog;

/// <summary>One span that a kernel reads or writes.</summary>
/// <param name="Name">What the case calls it.</param>
/// <param name="ElementType">float, double, int, long, ushort or byte.</param>
/// <param name="Length">Elements.</param>
/// <param name="IsOutput">Whether the kernel writes it.</param>
/// <param name="MayReplace">The input whose very span an output may be, if any.</param>
/// <param name="IsResult">Whether the kernel returns it by value: the case stores it.</param>
/// <param name="IsArgument">Whether the kernel takes it by value: the case reads it.</param>
public sealed record Operand(string Name, Type ElementType, int Length, bool IsOutput = false, string? MayReplace = null, bool IsResult = false, bool IsArgument = false);
