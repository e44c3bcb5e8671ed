namespace Counterweight.Losses.Rows;

/// <summary>What <see cref="LongRowOutput{TBlock, T}.Write"/> writes of one long row, block by block.</summary>
internal interface IRowPass<TBlock>
{
    /// <summary>The block of class <paramref name="first"/> and those after it.</summary>
    TBlock Make(nint first);
}
