namespace Counterweight.Reference.Catalog;

/// <summary>How much of a kernel a case asks for: a case that takes one in its constructor is in the catalogue once for each.</summary>
public enum LossVariant
{
    /// <summary>What trainers call and benchmarks time.</summary>
    Plain,

    /// <summary>Every input and output that the kernel has.</summary>
    Full,
}
